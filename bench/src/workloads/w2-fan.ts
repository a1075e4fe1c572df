import { fan } from '../graphs/graph';
import { contestantsOn, peersOn } from './graph-case';
import type { Workload } from './workload';

const graph = fan(1_000);

export const w2: Workload = {
  id: 'W2',
  title: 'Fan-out and fan-in',
  unit: 'µs per op',
  cases: [{ title: '1 → 1,000 → 1', contestants: contestantsOn(graph), peers: peersOn(graph) }],
};
