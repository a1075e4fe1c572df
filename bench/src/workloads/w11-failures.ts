import { failingFan } from '../graphs/graph';
import { contestantsOn } from './graph-case';
import type { Workload } from './workload';

export const w11: Workload = {
  id: 'W11',
  title: 'One op in ten fails, is tried again at once, fails again, and has a failure hook',
  unit: 'µs per op',
  cases: [{ title: '1 → 1,000, of which 100 fail', contestants: contestantsOn(failingFan(1_000)), isLong: true }],
};
