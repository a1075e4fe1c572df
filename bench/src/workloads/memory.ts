import { keepingHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { heapPerOp } from '../contestants/heap-per-op';
import { layered } from '../graphs/graph';
import { bareOn, hooklineOn } from './graph-case';
import type { Workload } from './workload';

// Large, for what the runtime itself takes now and then must not show.
const graph = layered(1_000, 100);

export const memory: Workload = {
  id: 'memory',
  title: 'Memory per op at the end of a run, its events included',
  unit: 'bytes per op',
  cases: [
    {
      title: '1,000 layers of 100',
      contestants: {
        bare: () => heapPerOp(bareOn(graph)),
        hookline: () => heapPerOp(hooklineOn(graph)),
        'bare that keeps': () => heapPerOp(bareQueue(graph, keepingHook)),
      },
    },
  ],
};
