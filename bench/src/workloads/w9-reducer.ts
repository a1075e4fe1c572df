import { reducer } from '../contestants/reducer';
import { chain } from '../graphs/graph';
import type { Workload } from './workload';

/** Each op has three events in the stream of the run. */
const OPS = 333_333;

export const w9: Workload = {
  id: 'W9',
  title: 'Reducer: events into the state of their run',
  unit: 'µs per event',
  cases: [{ title: '1,000,000 events of a chain', contestants: { hookline: () => reducer(chain(OPS)) } }],
};
