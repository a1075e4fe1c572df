import { defineJob, Job, type JobDefinition, type Wired } from 'hookline';
import type { Graph } from '../graphs/graph';
import { Hooks } from './hooks';
import { Ops } from './ops';
import { counterResource, ResourceHooks } from './resource-hooks';
import { wireGraph } from './wire-graph';

/** A graph as a job with a success and a failure hook for every op. */
export const graphJob = (graph: Graph): JobDefinition => defineGraphJob(graph)();

/** Defines the job of a graph, each time anew. */
export function defineGraphJob(graph: Graph): () => JobDefinition {
  class GraphOps extends Ops {
    @Job({ hooks: [Hooks.counted, Hooks.failed] }) body(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return () => defineJob(GraphOps, 'body');
}

/** A graph as a job with an async success hook that uses a resource. */
export function resourceJob(graph: Graph): JobDefinition {
  class GraphOps extends Ops {
    @Job({ hooks: [ResourceHooks.counted], resources: { counter: counterResource } }) body(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return defineJob(GraphOps, 'body');
}
