import { setImmediate } from 'node:timers/promises';
import { InvariantError } from 'hookline';
import { atTally, takeTally } from '../product/tally';
import type { Gauge, Timed } from './contestant';

/**
 * Bytes that a run holds per op at the call of its last hook: what it will give back, and what it needs to go on. The job
 * and its plan, and what other runs left behind, are there before and don't count.
 */
export function heapPerOp(contestant: Timed): Gauge {
  const read = async () => {
    const hooks = await hooksOfRun(contestant);
    const before = heldBytes();
    let held = Number.NaN;
    atTally(hooks, () => {
      held = heldBytes();
    });
    await contestant.run();
    return (held - before) / contestant.units;
  };
  return { kind: 'gauge', read };
}

/** Runs once, for what the first run alone makes and keeps, and lets go of all else. */
async function hooksOfRun(contestant: Timed): Promise<number> {
  takeTally();
  await contestant.run();
  // What was awaited last is held until something else is.
  await setImmediate();
  return takeTally();
}

/** Heap and typed arrays, without garbage. */
function heldBytes(): number {
  if (!globalThis.gc) throw new InvariantError('The heap can only be measured under --expose-gc.');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
