import type { FailureKind, SkipReason } from '@hookline/core';
import type { Attempt } from './attempt';
import type { StepPrediction } from './prediction';
import type { AttemptFailure } from './steps';

/** One step of a run, as far as it has come. */
export class StepLife {
  status: 'pending' | 'ready' | 'running' | 'waiting' | 'ended' = 'pending';
  ending: StepPrediction['status'] | undefined;
  /** It has ended, and those who wait for it may know. */
  seen = false;
  /** The steps that it multiplies, if any, are there. */
  expanded = false;
  attempts = 0;
  /** What keeps it from going on. */
  holds = 0;
  /** The call that was given up, while the step waits for it. */
  busy: Attempt | undefined;
  lastFailure: AttemptFailure | undefined;
  inputs: readonly unknown[] = [];
  values: ReadonlyMap<string, string> = new Map();
  startedAt: number | undefined;
  endedAt = 0;
  reason: SkipReason | undefined;
  failureKind: FailureKind | undefined;
  error: string | undefined;
  wasRunning: boolean | undefined;

  constructor(
    readonly index: number,
    readonly key: string | undefined,
  ) {}

  /** The last failure, while the step waits for its retry: for the delay, or for a slot after it. */
  get inRetryWait(): AttemptFailure | undefined {
    return this.status === 'waiting' || this.status === 'ready' ? this.lastFailure : undefined;
  }

  predict(): StepPrediction {
    const { attempts, reason, failureKind, error, startedAt, endedAt, wasRunning, values } = this;
    if (!this.ending) throw new Error(`Step ${this.index} never ends.`);
    return { status: this.ending, attempts, reason, failureKind, error, startedAt, endedAt, wasRunning, values };
  }
}
