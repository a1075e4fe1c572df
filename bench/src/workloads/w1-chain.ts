import { chain } from '../graphs/graph';
import { contestantsOn } from './graph-case';
import type { Workload } from './workload';

export const w1: Workload = {
  id: 'W1',
  title: 'Chain',
  unit: 'µs per op',
  cases: [{ title: 'chain of 1,000', contestants: contestantsOn(chain(1_000)) }],
};
