import { defineJob, definitions, FailureHook, type FailureHookContext, Job, Op, type Wired } from 'hookline';

let hang: () => Promise<void> = () => Promise.resolve();
let told: () => void = () => undefined;

/** What the op waits for. */
export function setHang(wait: () => Promise<void>): void {
  hang = wait;
}

/** Who learns that the failure hook was called. */
export function onTold(call: () => void): void {
  told = call;
}

class Hanging {
  @FailureHook() static crashed(_context: FailureHookContext): void {
    told();
  }

  @Op() async wait(): Promise<void> {
    await hang();
  }

  @Job({ hooks: [Hanging.crashed] }) hanging(this: Wired<Hanging>): void {
    this.wait();
  }
}

/** An op that does not return, and a hook for its failure. */
export const hangingJob = defineJob(Hanging, 'hanging');

export const hangingJobs = definitions({ jobs: [hangingJob] });
