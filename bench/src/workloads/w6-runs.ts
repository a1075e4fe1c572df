import { type Load, manyRuns } from '../contestants/many-runs';
import { chain } from '../graphs/graph';
import { bareOn, hooklineOn } from './graph-case';
import type { Case, Workload } from './workload';

export const w6: Workload = {
  id: 'W6',
  title: 'Runs of a job of 5 ops',
  unit: 'µs per run',
  cases: [
    load('1,000 runs, one after another', { runs: 1_000, atATime: 1 }),
    load('1,000 runs, 50 at a time', { runs: 1_000, atATime: 50 }),
  ],
};

function load(title: string, runs: Load): Case {
  const graph = chain(5);
  return {
    title,
    contestants: { bare: () => manyRuns(bareOn(graph), runs), hookline: () => manyRuns(hooklineOn(graph), runs) },
  };
}
