import { differences } from './compare/differences';
import { brokenInvariants } from './compare/invariants';
import type { JobSpec } from './job-spec';
import { interpret } from './reference/interpret';
import { observe } from './run/execute';

/**
 * Runs a job with the engine and holds the run against the rules.
 * @throws Error that lists all that is wrong
 */
export async function checkJob(spec: JobSpec): Promise<void> {
  const predicted = interpret(spec);
  const observed = await observe(spec);
  const wrong = [...brokenInvariants(spec, observed), ...differences(spec, predicted, observed)];
  if (wrong.length > 0) throw new Error(`${wrong.length} faults:\n${wrong.slice(0, 12).join('\n')}`);
}
