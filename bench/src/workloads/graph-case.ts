import { plainHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import type { Graph } from '../graphs/graph';
import { effect } from '../peers/effect';
import { langGraph } from '../peers/langgraph';
import { mastra } from '../peers/mastra';
import { pGraph } from '../peers/p-graph';
import { graphJob } from '../product/graph-job';
import type { Contestants } from './workload';

/** The bare ready queue on a graph. */
export const bareOn = (graph: Graph) => bareQueue(graph, plainHook);

/** The product on a graph. */
export const hooklineOn = (graph: Graph) =>
  hookline({ job: graphJob(graph), units: graph.calls.length, expected: expectedOf(graph) });

/** The two that run on every graph. */
export function contestantsOn(graph: Graph): Contestants {
  return { bare: () => bareOn(graph), hookline: () => hooklineOn(graph) };
}

/** All peers on one graph of at most some 1,000 ops, for most of them are slow. Each is loaded in its own process only. */
export function peersOn(graph: Graph): Contestants {
  return {
    'p-graph': () => pGraph(graph),
    Effect: () => effect(graph),
    Mastra: () => mastra(graph),
    LangGraph: () => langGraph(graph),
  };
}
