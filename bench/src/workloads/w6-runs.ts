import { type Load, manyRuns } from '../contestants/many-runs';
import { chain } from '../graphs/graph';
import { effect } from '../peers/effect';
import { langGraph } from '../peers/langgraph';
import { mastra } from '../peers/mastra';
import { pGraph } from '../peers/p-graph';
import { bareOn, hooklineOn } from './graph-case';
import type { Case, Workload } from './workload';

const graph = chain(5);

/** The slow peers run a twentieth of the runs; the figure is per run. */
const FEWER = 50;

export const w6: Workload = {
  id: 'W6',
  title: 'Runs of a job of 5 ops',
  unit: 'µs per run',
  cases: [alone({ runs: 1_000, atATime: 1 }), together({ runs: 1_000, atATime: 50 })],
};

function alone(load: Load): Case {
  const { contestants, peers } = together(load);
  const pGraphAlone = async () => manyRuns(await pGraph(graph), load);
  return { title: '1,000 runs, one after another', contestants, peers: { 'p-graph': pGraphAlone, ...peers } };
}

/** Runs of one p-graph can't overlap, so it is not among them. */
function together(load: Load): Case {
  const fewer = { ...load, runs: FEWER };
  return {
    title: `1,000 runs, ${load.atATime} at a time`,
    contestants: {
      bare: () => manyRuns(bareOn(graph), load),
      hookline: () => manyRuns(hooklineOn(graph), load),
    },
    peers: {
      Effect: async () => manyRuns(await effect(graph), load),
      Mastra: async () => manyRuns(await mastra(graph), fewer),
      LangGraph: async () => manyRuns(await langGraph(graph), fewer),
    },
  };
}
