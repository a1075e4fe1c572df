import type { DeadLetterHookContext, FailedStep, JsonRecord, RunStatus, Steps } from '@hookline/core';
import type { PlanStep, RunTrigger, StepTrigger } from '@hookline/core/spi';
import type { Limit } from '../values/value-copies';

/** All that op hooks are told about: the committed event, with plan and values. Never changes after the trigger. */
export interface StepMoment {
  readonly level: 'step';
  readonly event: StepTrigger;
  /** Of the event; to be had without it, which may have to be made. */
  readonly seq: number;
  readonly stepKey: string;
  readonly step: PlanStep;
  readonly opConfig: unknown;
  /** By position. */
  readonly inputs: readonly unknown[];
  /** Output name → value; `{}` unless the step succeeded. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly metadata: JsonRecord;
  /** Of the first attempt, ms since 1970; the event's time where nothing ran. */
  readonly startedAt: number;
  /** Fetches values that are not at hand, before a hook is called; undefined where all are. */
  prepare(limit: Limit): undefined | Promise<void>;
}

/** All that run hooks are told about. */
export interface RunMoment {
  readonly level: 'run';
  readonly event: RunTrigger;
  readonly seq: number;
  readonly stepKey: undefined;
  readonly status: RunStatus;
  readonly steps: Steps;
  /** Empty unless the run failed. */
  readonly failedSteps: readonly FailedStep[];
  /** ms since 1970. */
  readonly startedAt: number;
}

/** What hooks are matched with: a committed event of the run. */
export type HookMoment = StepMoment | RunMoment;

/** All that a hook of last resort is told about: a delivery that was given up (D22). */
export interface DeadLetterMoment {
  readonly level: 'delivery';
  /** When it was given up, ms since 1970. */
  readonly event: { readonly at: number };
  readonly stepKey: string | undefined;
  readonly delivery: DeadLetterHookContext['delivery'];
  /** ms since 1970 */
  readonly startedAt: number;
}

/** Whatever a hook can be called for. */
export type CallMoment = HookMoment | DeadLetterMoment;
