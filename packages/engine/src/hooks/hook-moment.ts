import type { FailedStep, JsonRecord, RunStatus, Steps } from '@hookline/core';
import type { PlanStep, RunTrigger, StepTrigger } from '@hookline/core/spi';

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
  prepare(): undefined | Promise<void>;
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

export type HookMoment = StepMoment | RunMoment;
