import { assertNever } from '@hookline/core/spi';
import type { Call, Graph } from './graph';

/** What a run of a graph must come to. */
export interface Expected {
  /** The number in the item of the last op; undefined where that op fails. */
  readonly last: number | undefined;
  /** Calls of hooks: one per op, which has a success or a failure hook. */
  readonly hooks: number;
}

/** Works a graph out in a plain loop. */
export function expectedOf({ calls }: Graph): Expected {
  const values: number[] = [];
  for (const call of calls) values.push(itemOf(call, values));
  const last = calls.at(-1)?.op === 'failing' ? undefined : values.at(-1);
  return { last, hooks: calls.length };
}

function itemOf(call: Call, values: readonly number[]): number {
  const value = (index: number) => values[index] ?? Number.NaN;
  switch (call.op) {
    case 'first':
      return 0;
    case 'next':
    case 'failing':
      return value(call.from) + 1;
    case 'pair':
      return Math.max(value(call.from[0]), value(call.from[1])) + 1;
    case 'join':
      return call.from.length;
    default:
      return assertNever(call);
  }
}
