import { definition, edgesAlone } from '../contestants/definition';
import { chain, type Graph, layered } from '../graphs/graph';
import { defineGraphJob } from '../product/graph-job';
import type { Case, Workload } from './workload';

export const w8: Workload = {
  id: 'W8',
  title: 'Definition of a job: trace and plan',
  unit: 'µs per node',
  cases: [defined('100 layers of 100', layered(100, 100)), defined('chain of 10,000', chain(10_000))],
};

function defined(title: string, graph: Graph): Case {
  return {
    title,
    contestants: {
      'edges in arrays alone': () => edgesAlone(graph),
      hookline: () => definition(defineGraphJob(graph), graph.calls.length),
    },
  };
}
