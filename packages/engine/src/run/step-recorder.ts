import type { JsonRecord, SkipReason } from '@hookline/core';
import type { OpHookKind, StepOutput } from '@hookline/core/spi';
import { isFailure } from '../retry';
import type { Attempt } from '../steps/attempt';
import type { CapturedOutputs } from '../values/captured';
import type { RunCore } from './run-core';
import type { RunHooks } from './run-hooks';
import { LiveStepMoment } from './step-moment';
import type { StepRun } from './step-run';

/** Records what becomes of steps: one event each, with the hooks that it triggers. */
export class StepRecorder {
  constructor(
    private readonly core: RunCore,
    private readonly hooks: RunHooks,
  ) {}

  started(step: StepRun, attempt: Attempt): void {
    const { journal } = this.core;
    if (step.startedAt === 0) step.startedAt = journal.now();
    journal.started(attempt);
    if (attempt.number > 1) return;
    const hooks = this.hooksOf(step, 'start');
    if (hooks.length === 0) return;
    attempt.readInputs();
    this.trigger(step, hooks, attempt);
  }

  succeeded(step: StepRun, attempt: Attempt): void {
    const { journal } = this.core;
    const { duration, metadata } = attempt;
    this.outputs(step, attempt);
    if (metadata) journal.append({ type: 'step.succeeded', ...this.head(step), duration, metadata });
    else journal.succeeded(attempt);
    this.trigger(step, this.hooksOf(step, 'success'), attempt);
  }

  retrying(step: StepRun, attempt: Attempt, delay: number): void {
    const { journal } = this.core;
    const event = {
      type: 'step.retrying',
      ...this.head(step),
      error: attempt.error as Error,
      failureKind: attempt.failureKind,
      delay,
      metadata: metadataOf(attempt),
    } as const;
    journal.append(event);
    this.trigger(step, this.hooksOf(step, 'retry'), attempt);
  }

  /** @param error what finally failed; the attempt's own unless that asked for a retry that it did not get */
  failed(step: StepRun, attempt: Attempt, error: Error): void {
    const { journal } = this.core;
    const event = {
      type: 'step.failed',
      ...this.head(step),
      error,
      failureKind: attempt.failureKind,
      metadata: metadataOf(attempt),
    } as const;
    journal.append(event);
    this.trigger(step, this.hooksOf(step, 'failure'), attempt);
  }

  notRun(step: StepRun, reason: SkipReason): void {
    const type = reason === 'absent' ? 'step.skipped' : 'step.notExecuted';
    const event = { type, ...this.head(step), reason } as const;
    this.core.journal.append(event);
    this.trigger(step, this.hooksOf(step, 'skip'));
  }

  /** @param attempt the one that was under way, if any */
  cancelled(step: StepRun, attempt: Attempt | undefined): void {
    const wasRunning = attempt !== undefined;
    const metadata = attempt && metadataOf(attempt);
    const event = { type: 'step.cancelled', ...this.head(step), wasRunning, ...(metadata && { metadata }) } as const;
    this.core.journal.append(event);
    this.trigger(step, this.hooksOf(step, 'cancel'), attempt);
  }

  private outputs(step: StepRun, attempt: Attempt): void {
    const { journal } = this.core;
    const { captured } = attempt;
    if (step.plan.dynamic) {
      const keys = [...(attempt.value as ReadonlyMap<string, unknown>).keys()];
      journal.append(this.output(step, { output: 'result', keys, captured }));
    } else if (attempt.outputs) {
      for (const output of Object.keys(attempt.outputs)) {
        journal.append(this.output(step, { output, keys: undefined, captured }));
      }
    } else if (captured) journal.append(this.output(step, { output: 'result', keys: undefined, captured }));
    else journal.output(attempt);
  }

  private output(step: StepRun, { output, keys, captured }: ProducedOutput): StepOutput {
    const stored = captured?.[output]?.stored;
    const event = { type: 'step.output', ...this.head(step), output, keys } as const;
    return stored ? { ...event, stored } : event;
  }

  private head(step: StepRun) {
    const { journal } = this.core;
    return {
      runId: journal.runId,
      seq: journal.nextSeq(),
      at: journal.now(),
      stepKey: step.key,
      attempt: step.attempt,
    };
  }

  private hooksOf(step: StepRun, kind: OpHookKind): readonly number[] {
    return this.core.plan.stepHooks[step.index]?.[kind] ?? NO_HOOKS;
  }

  /** Tells hooks of the last event. @param attempt the one that it is about, if any */
  private trigger(step: StepRun, hooks: readonly number[], attempt?: Attempt): void {
    if (hooks.length === 0) return;
    const moment = new LiveStepMoment(this.core, step);
    if (attempt) moment.tellOf(attempt, metadataOf(attempt));
    this.hooks.trigger(moment, hooks, step);
  }
}

/** What the event of an output tells. */
interface ProducedOutput {
  readonly output: string;
  readonly keys: readonly string[] | undefined;
  readonly captured: CapturedOutputs | undefined;
}

const NO_HOOKS: readonly number[] = [];

/** What the op added, and what its `Failure` brings. */
function metadataOf({ metadata, error }: Attempt): JsonRecord | undefined {
  if (!error || !isFailure(error)) return metadata;
  try {
    return { ...metadata, ...error.metadata };
  } catch {
    return metadata; // a getter in it threw
  }
}
