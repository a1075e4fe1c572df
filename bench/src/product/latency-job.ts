import { defineJob, Job, type JobDefinition, type Wired } from 'hookline';
import type { Graph } from '../graphs/graph';
import { LatencyHooks } from './latency-hooks';
import { Ops } from './ops';
import { wireGraph } from './wire-graph';

/** A graph as a job whose success hook notes when it starts. */
export function latencyJob(graph: Graph): JobDefinition {
  class GraphOps extends Ops {
    @Job({ hooks: [LatencyHooks.noted] }) body(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return defineJob(GraphOps, 'body');
}
