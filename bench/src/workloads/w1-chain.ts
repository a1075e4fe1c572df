import { chain } from '../graphs/graph';
import { contestantsOn, peersOn } from './graph-case';
import type { Workload } from './workload';

const graph = chain(1_000);

export const w1: Workload = {
  id: 'W1',
  title: 'Chain',
  unit: 'µs per op',
  cases: [{ title: 'chain of 1,000', contestants: contestantsOn(graph), peers: peersOn(graph) }],
};
