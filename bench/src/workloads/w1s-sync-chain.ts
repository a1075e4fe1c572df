import { bareSyncChain } from '../contestants/bare-sync-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import { chain } from '../graphs/graph';
import { syncChainJob } from '../product/sync-job';
import { hooklineOn } from './graph-case';
import type { Workload } from './workload';

const SIZE = 1_000;

export const w1s: Workload = {
  id: 'W1s',
  title: 'Chain of plain synchronous ops, against our own chain of async ones',
  unit: 'µs per op',
  cases: [
    {
      title: 'chain of 1,000',
      contestants: {
        'hookline, async ops': () => hooklineOn(chain(SIZE)),
        hookline: () => hookline({ job: syncChainJob(SIZE), units: SIZE, expected: expectedOf(chain(SIZE)) }),
        'bare loop': () => bareSyncChain(SIZE),
      },
    },
  ],
};
