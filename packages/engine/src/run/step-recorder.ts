import type { JsonRecord, SkipReason } from '@hookline/core';
import type { OpHookKind, StepTrigger } from '@hookline/core/spi';
import { isFailure } from '../retry';
import type { Attempt } from '../steps/attempt';
import { outputRecord } from '../steps/outputs';
import type { RunCore } from './run-core';
import type { RunHooks } from './run-hooks';
import type { StepRun } from './step-run';

const NOTHING: JsonRecord = {};
const NO_INPUTS: readonly unknown[] = [];

/** Records what becomes of steps: one event each, with the hooks that it triggers. */
export class StepRecorder {
  constructor(
    private readonly core: RunCore,
    private readonly hooks: RunHooks,
  ) {}

  started(step: StepRun, attempt: Attempt): void {
    const { journal } = this.core;
    const { at } = journal;
    if (step.startedAt === 0) step.startedAt = at;
    const event = {
      type: 'step.started',
      runId: journal.runId,
      seq: journal.nextSeq(),
      at,
      stepKey: step.key,
      attempt: attempt.number,
    } as const;
    journal.append(event);
    if (attempt.number > 1) return;
    const hooks = this.hooksOf(step, 'start');
    if (hooks.length === 0) return;
    attempt.readInputs();
    this.trigger(step, hooks, { event, attempt });
  }

  succeeded(step: StepRun, attempt: Attempt): void {
    const { journal } = this.core;
    const { at } = journal;
    this.outputs(step, attempt, at);
    const event = {
      type: 'step.succeeded',
      runId: journal.runId,
      seq: journal.nextSeq(),
      at,
      stepKey: step.key,
      attempt: attempt.number,
      duration: attempt.duration,
      metadata: attempt.metadata,
    } as const;
    journal.append(event);
    const hooks = this.hooksOf(step, 'success');
    if (hooks.length > 0) this.trigger(step, hooks, { event, attempt });
  }

  retrying(step: StepRun, attempt: Attempt, delay: number): void {
    const { journal } = this.core;
    const event = {
      type: 'step.retrying',
      ...this.head(step),
      error: attempt.error as Error,
      failureKind: attempt.failureKind,
      delay,
    } as const;
    journal.append(event);
    this.trigger(step, this.hooksOf(step, 'retry'), { event, attempt });
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
    this.trigger(step, this.hooksOf(step, 'failure'), { event, attempt });
  }

  notRun(step: StepRun, reason: SkipReason): void {
    const type = reason === 'absent' ? 'step.skipped' : 'step.notExecuted';
    const event = { type, ...this.head(step), reason } as const;
    this.core.journal.append(event);
    this.trigger(step, this.hooksOf(step, 'skip'), { event });
  }

  /** @param attempt the one that was under way, if any */
  cancelled(step: StepRun, attempt: Attempt | undefined): void {
    const wasRunning = attempt !== undefined;
    const event = { type: 'step.cancelled', ...this.head(step), wasRunning } as const;
    this.core.journal.append(event);
    this.trigger(step, this.hooksOf(step, 'cancel'), { event, attempt });
  }

  private outputs(step: StepRun, attempt: Attempt, at: number): void {
    const { journal } = this.core;
    const names = attempt.outputs ? Object.keys(attempt.outputs) : SINGLE;
    for (const output of names) {
      journal.append({
        type: 'step.output',
        runId: journal.runId,
        seq: journal.nextSeq(),
        at,
        stepKey: step.key,
        attempt: attempt.number,
        output,
        keys: step.plan.dynamic ? [...(attempt.value as ReadonlyMap<string, unknown>).keys()] : undefined,
      });
    }
  }

  private head(step: StepRun) {
    const { journal } = this.core;
    return {
      runId: journal.runId,
      seq: journal.nextSeq(),
      at: journal.at,
      stepKey: step.key,
      attempt: step.attempt,
    };
  }

  private hooksOf(step: StepRun, kind: OpHookKind): readonly number[] {
    return this.core.plan.stepHooks[step.index]?.[kind] ?? [];
  }

  private trigger(step: StepRun, hooks: readonly number[], { event, attempt }: Told): void {
    if (hooks.length === 0) return;
    const succeeded = event.type === 'step.succeeded' && attempt !== undefined;
    this.hooks.trigger(
      {
        level: 'step',
        event,
        step: step.plan,
        opConfig: this.core.config.ops.get(step.plan.key),
        inputs: attempt?.inputs ?? NO_INPUTS,
        outputs: succeeded ? outputRecord(step.plan, attempt) : NOTHING,
        metadata: (attempt && metadataOf(attempt)) ?? NOTHING,
        startedAt: step.startedAt === 0 ? event.at : step.startedAt,
      },
      { hooks, holder: step },
    );
  }
}

const SINGLE: readonly string[] = ['result'];

/** An event with the attempt that it tells of. */
interface Told {
  readonly event: StepTrigger;
  readonly attempt?: Attempt | undefined;
}

/** What the op added, and what its `Failure` brings. */
function metadataOf({ metadata, error }: Attempt): JsonRecord | undefined {
  if (!error || !isFailure(error)) return metadata;
  try {
    return { ...metadata, ...error.metadata };
  } catch {
    return metadata; // a getter in it threw
  }
}
