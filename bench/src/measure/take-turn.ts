import type { Contestant, Timed } from '../contestants/contestant';
import { startStopwatch } from './stopwatch';

/**
 * One turn: runs for at least so many ms, and once at least; the figure is the mean, in the unit of the workload. Garbage is
 * left to the runtime: a forced collection would throw away code that was optimised.
 * @param budget ms; 0 runs once
 */
export function takeTurn(contestant: Contestant, budget: number): number | Promise<number> {
  return contestant.kind === 'gauge' ? contestant.read() : timeRuns(contestant, budget);
}

async function timeRuns(contestant: Timed, budget: number): Promise<number> {
  let runs = 0;
  let result: unknown;
  let elapsed = 0;
  const stopwatch = startStopwatch();
  do {
    // The stopwatch costs more than a short run, so it is not read after each.
    const until = performance.now() + (budget - elapsed);
    do {
      result = await contestant.run();
      runs += 1;
    } while (performance.now() < until);
    elapsed = stopwatch();
  } while (elapsed < budget);
  contestant.check({ result, runs });
  return (elapsed * 1_000) / runs / contestant.units;
}
