import { join } from 'node:path';
import { executeInProcess } from 'hookline';
import type { Gauge } from '../contestants/contestant';
import { workFolder } from '../durable/place';
import { layered } from '../graphs/graph';
import { slowJob } from '../product/slow-job';
import { watchTally } from '../product/tally';
import { openFile } from '../store/instance';
import { sharedReading } from '../store/shared';
import type { Workload } from './workload';

const graph = layered(100, 1_000);

/** What was in use when so many tenths of the hooks had returned, in MB. */
type Series = readonly { readonly heap: number; readonly rss: number }[];

/** One run for all contestants, in the process of the first. */
function series(): Promise<Series> {
  return sharedReading('w12', async () => {
    const instance = await openFile(join(workFolder(), 'w12.db'));
    const found: { heap: number; rss: number }[] = [];
    const unwatch = watchTally(graph.calls.length / 10, () => {
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      found.push({ heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 });
      console.log(`${found.length}/10 of the hooks: ${describe(found.at(-1))}`);
    });
    await executeInProcess(slowJob(graph), { instance, maxConcurrent: 10_000, hookWait: '1h' });
    unwatch();
    await instance.close();
    return found;
  });
}

const describe = (now: { heap: number; rss: number } | undefined): string =>
  `heap ${Math.round(now?.heap ?? 0)} MB, resident ${Math.round(now?.rss ?? 0)} MB`;

const at = (tenth: number, what: 'heap' | 'rss') => async (): Promise<Gauge> => {
  const found = await series();
  return { kind: 'gauge', read: () => found[tenth - 1]?.[what] ?? Number.NaN };
};

export const w12: Workload = {
  id: 'W12',
  title: 'Memory while a hook is slower (1 ms) than its 100,000 ops, on SQLite',
  unit: 'MB',
  needs: ['files'],
  cases: [
    {
      title: 'heap when a tenth, half, and all of the hooks have returned',
      contestants: { 'a tenth': at(1, 'heap'), half: at(5, 'heap'), all: at(10, 'heap') },
      isOnce: true,
      isLong: true,
    },
    {
      title: 'resident memory',
      contestants: { 'a tenth': at(1, 'rss'), half: at(5, 'rss'), all: at(10, 'rss') },
      isOnce: true,
      isLong: true,
    },
  ],
};
