import { setTimeout as sleep } from 'node:timers/promises';
import { defineJob, type HookContext, Job, type JobDefinition, SuccessHook, type Wired } from 'hookline';
import type { Graph } from '../graphs/graph';
import { Ops } from './ops';
import { countHook } from './tally';
import { wireGraph } from './wire-graph';

class SlowHooks {
  @SuccessHook() static async slow(_context: HookContext): Promise<void> {
    await sleep(1);
    countHook();
  }
}

/** A graph as a job whose success hook takes 1 ms. */
export function slowJob(graph: Graph): JobDefinition {
  class GraphOps extends Ops {
    @Job({ hooks: [SlowHooks.slow] }) body(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return defineJob(GraphOps, 'body');
}
