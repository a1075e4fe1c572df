import { lastTypes, reducer } from '../contestants/reducer';
import { chain } from '../graphs/graph';
import type { Workload } from './workload';

/** Each op has three events in the stream of the run. */
const graph = chain(333_333);

export const w9: Workload = {
  id: 'W9',
  title: 'Reducer: events into the state of their run',
  unit: 'µs per event',
  cases: [
    {
      title: '1,000,000 events of a chain',
      contestants: { 'last type per step': () => lastTypes(graph), hookline: () => reducer(graph) },
    },
  ],
};
