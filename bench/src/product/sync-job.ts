import { defineJob, Job, type JobDefinition, type Wired } from 'hookline';
import { Hooks } from './hooks';
import { SyncOps } from './sync-ops';

/** A chain of synchronous ops as a job. */
export function syncChainJob(size: number): JobDefinition {
  class Chain extends SyncOps {
    @Job({ hooks: [Hooks.counted] }) body(this: Wired<SyncOps>): void {
      let item = this.first();
      for (let at = 1; at < size; at += 1) item = this.next(item);
    }
  }
  return defineJob(Chain, 'body');
}
