import { keepingHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { chain, type Graph, layered } from '../graphs/graph';
import { contestantsOn, peersOn } from './graph-case';
import type { Case, Workload } from './workload';

const small = layered(10, 100);

export const w5: Workload = {
  id: 'W5',
  title: 'Growth: layers, each op takes from two of the layer above',
  unit: 'µs per op',
  cases: [
    { ...sized('10 layers of 10', layered(10, 10)), isLong: true },
    { ...sized('10 layers of 100', small), peers: peersOn(small) },
    sized('100 layers of 100', layered(100, 100)),
    sized('1,000 layers of 100', layered(1_000, 100)),
    { ...sized('chain of 100,000', chain(100_000)), isLong: true },
  ],
};

function sized(title: string, graph: Graph): Case {
  return { title, contestants: { ...contestantsOn(graph), 'bare that keeps': () => bareQueue(graph, keepingHook) } };
}
