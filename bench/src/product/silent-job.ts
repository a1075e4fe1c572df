import { defineJob, Job, type JobDefinition, type Wired } from 'hookline';
import type { Graph } from '../graphs/graph';
import { Ops } from './ops';
import { wireGraph } from './wire-graph';

/** A graph as a job without hooks. */
export function silentJob(graph: Graph): JobDefinition {
  class SilentOps extends Ops {
    @Job() body(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return defineJob(SilentOps, 'body');
}
