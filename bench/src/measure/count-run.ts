import { type Contestant, isDurable } from '../contestants/contestant';
import { type Counts, countsPerUnit } from '../durable/meter';
import type { CreateContestant } from '../workloads/workload';

/**
 * What one run does to the store, per unit, opening and closing it included: some rows for all of a run. In place of the
 * contestant that was timed, which is closed: watching costs time, and a database tells its rows when it is left.
 */
export async function countRun(timed: Contestant, create: CreateContestant): Promise<Counts | undefined> {
  if (!isDurable(timed)) return undefined;
  await timed.close();
  // The first reading begins to watch.
  await timed.meter.read();
  const watched = await create();
  if (!isDurable(watched)) return undefined;
  const before = await watched.meter.read();
  const result = await watched.run();
  watched.check({ result, runs: 1 });
  await watched.close();
  return countsPerUnit(before, await watched.meter.read(), watched.units);
}
