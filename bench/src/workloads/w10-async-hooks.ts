import { asyncHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import { chain, fan, type Graph, layered } from '../graphs/graph';
import { resourceJob } from '../product/graph-job';
import type { Case, Workload } from './workload';

export const w10: Workload = {
  id: 'W10',
  title: 'Async hooks that use a resource',
  unit: 'µs per op',
  cases: [
    hooked('chain of 1,000', chain(1_000)),
    hooked('1 → 1,000 → 1', fan(1_000)),
    hooked('100 layers of 100', layered(100, 100)),
  ],
};

function hooked(title: string, graph: Graph): Case {
  const units = graph.calls.length;
  return {
    title,
    contestants: {
      'bare with async hook': () => bareQueue(graph, asyncHook),
      hookline: () => hookline({ job: resourceJob(graph), units, expected: expectedOf(graph) }),
    },
  };
}
