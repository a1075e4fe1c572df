import type { FailureKind } from '@hookline/core';
import type { Delivery } from '@hookline/core/spi';
import type { Attempt } from '../steps/attempt';
import type { CapturedOutputs } from '../values/captured';
import type { StepEnding, StepRun } from './step-run';

/** How a step of a run stood when another process had it, or how its parent run left it. */
export interface RestoredStep {
  /** Undefined for one that was under way. */
  readonly ending: StepEnding | undefined;
  /** Attempts started. */
  readonly attempts: number;
  /** ms since 1970; 0 where none was. */
  readonly startedAt: number;
  readonly value: unknown;
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
  readonly captured: CapturedOutputs | undefined;
  /** Of a step that was under way: its retry is due then, ms since 1970; undefined where an attempt was running. */
  readonly retryAt: number | undefined;
  /** Of the last attempt that failed. */
  readonly error: Error | undefined;
  readonly failureKind: FailureKind | undefined;
}

/** What a run goes on from. */
export interface Restoration {
  /** By step key; those that are left out had not begun. */
  readonly steps: ReadonlyMap<string, RestoredStep>;
  /** Blocking deliveries that have not ended, by the step that they hold back. */
  readonly blocking: ReadonlyMap<string, readonly Delivery[]>;
  /** What a running attempt that died with its process fails with. */
  crashOf(stepKey: string): Error;
  /** Error of the first step that failed. */
  readonly firstFailure: Error | undefined;
}

/** A step that was under way when its process died. */
export interface Interrupted {
  /** The attempt that was under way, or the last that failed; it has its error. */
  readonly attempt: Attempt;
  readonly retryAt: number | undefined;
}

/** What resuming needs of the steps of a run. */
export interface ResumedRun {
  createAttempt(step: StepRun, number: number): Attempt;
  /** A blocking delivery of an earlier holder of the run holds the step back. */
  hold(delivery: Delivery, step: StepRun): void;
}

/** Puts the steps of a run where they were. */
export class Resumption {
  constructor(
    private readonly restoration: Restoration,
    private readonly run: ResumedRun,
  ) {}

  /**
   * Puts a step where it was.
   * @returns whether its dependents may know that it has ended: false also for one that a blocking delivery holds back
   */
  restore(step: StepRun, hasDependents: boolean): boolean {
    const restored = this.restoration.steps.get(step.key);
    if (!restored) return false;
    step.attempt = restored.attempts;
    step.startedAt = restored.startedAt;
    if (restored.ending === undefined) return false;
    step.value = restored.value;
    step.outputs = restored.outputs;
    step.captured = restored.captured;
    step.outcome = restored.ending;
    step.next = 'end';
    const holding = hasDependents ? (this.restoration.blocking.get(step.key) ?? []) : [];
    for (const delivery of holding) this.run.hold(delivery, step);
    if (holding.length > 0) return false;
    step.ending = restored.ending;
    return true;
  }

  /** How a step that is free to run goes on, if it was under way; once. */
  interrupted(step: StepRun): Interrupted | undefined {
    const restored = this.restoration.steps.get(step.key);
    if (!restored || restored.ending !== undefined || step.current) return undefined;
    const { retryAt, failureKind = 'exception' } = restored;
    const attempt = this.run.createAttempt(step, step.attempt);
    attempt.underWay = false;
    if (retryAt === undefined) attempt.failWith(this.restoration.crashOf(step.key), 'crash');
    else attempt.failWith(restored.error as Error, failureKind);
    return { attempt, retryAt };
  }
}
