import { layered } from '../graphs/graph';
import { contestantsOn } from './graph-case';
import type { Workload } from './workload';

export const w3: Workload = {
  id: 'W3',
  title: 'Layers, each op takes from two of the layer above',
  unit: 'µs per op',
  cases: [{ title: '100 layers of 100', contestants: contestantsOn(layered(100, 100)) }],
};
