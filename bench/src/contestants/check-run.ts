import { InvariantError } from 'hookline';
import type { Expected } from '../graphs/expected';
import { takeTally } from '../product/tally';

/** What the runs since the last check came to. */
export interface Outcome {
  /** The item of the last op of the latest run. */
  readonly last: unknown;
  readonly runs: number;
}

/** Throws unless every hook was called and the last op returned what it must. */
export function checkRun({ last, runs }: Outcome, expected: Expected): void {
  const hooks = takeTally();
  if (hooks !== runs * expected.hooks) {
    throw new InvariantError(`${hooks} hooks were called in ${runs} runs of ${expected.hooks} each.`);
  }
  const n = (last as { readonly n?: unknown } | undefined)?.n;
  if (n !== expected.last) throw new InvariantError(`The last op returned ${String(n)} instead of ${expected.last}.`);
}
