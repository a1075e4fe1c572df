import { defineJob, type HookContext, Job, type JobDefinition, Op, SuccessHook, type Wired } from 'hookline';
import type { Graph } from '../graphs/graph';
import { Hooks } from './hooks';
import { Ops } from './ops';
import { wireGraph } from './wire-graph';

/** A graph as a job of which many hooks wait. */
export function backlogJob(graph: Graph): JobDefinition {
  class BacklogOps extends Ops {
    @Job({ hooks: [Hooks.counted] }) backlog(this: Wired<Ops>): void {
      wireGraph(this, graph);
    }
  }
  return defineJob(BacklogOps, 'backlog');
}

let paged: () => void = () => undefined;

/** Who learns that the pager was called. */
export function onPage(call: () => void): void {
  paged = call;
}

class Pager {
  @SuccessHook() static page(_context: HookContext): void {
    paged();
  }

  @Op() async alarm(): Promise<void> {
    await Promise.resolve();
  }

  @Job({ hooks: [Pager.page] }) pager(this: Wired<Pager>): void {
    this.alarm();
  }
}

/** One op with a hook that must not wait for others. */
export const pagerJob = defineJob(Pager, 'pager');
