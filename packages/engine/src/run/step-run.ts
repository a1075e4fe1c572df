import type { PlanStep } from '@hookline/core/spi';
import type { Attempt } from '../steps/attempt';
import type { CapturedOutputs } from '../values/captured';

/** How a step ended. */
export type StepEnding = 'success' | 'failure' | 'skipped' | 'notExecuted' | 'cancelled';

/** One step of a run: a step of the plan, or one of a mapped step's instances. */
export class StepRun {
  ending: StepEnding | undefined = undefined;
  /** Upstream steps that have not ended; -1 when it is decided what becomes of it. */
  waitingFor = 0;
  /** An upstream step failed, was not executed or was cancelled. */
  blocked = false;
  /** An upstream step was skipped or left an output out: inputs may be absent. */
  gapped = false;
  /** Attempts started. */
  attempt = 0;
  /** When the first attempt started, ms since 1970; 0 before. */
  startedAt = 0;
  /** The attempt under way, also while the step waits for the next one. */
  current: Attempt | undefined = undefined;
  /** The one output of an op without `outs`; of a dynamic op key → value. */
  value: unknown = undefined;
  /** The outputs of an op with `outs`. */
  outputs: Readonly<Record<string, unknown>> | undefined = undefined;
  /** The outputs as they were stored, on an instance or with an IO manager. */
  captured: CapturedOutputs | undefined = undefined;
  /** What must happen before `next` is done: blocking deliveries, the delay of a retry, an overtaken call. */
  holds = 0;
  /** What happens when nothing holds the step any more. */
  next: 'call' | 'retry' | 'end' | undefined = undefined;
  /** How the step will end when `next` is `end`; its outcome is decided and recorded. */
  outcome: StepEnding | undefined = undefined;
  readonly key: string;
  /** Of a mapped step: its place in the emission order. */
  readonly item: number;
  readonly mapKey: string | undefined;

  constructor(
    /** Into the plan. */
    readonly index: number,
    readonly plan: PlanStep,
    place?: StepPlace,
  ) {
    this.key = place ? place.key : plan.key;
    this.item = place ? place.item : 0;
    this.mapKey = place?.mapKey;
  }
}

/** What tells the instances of a mapped step apart; `mapKey` is undefined outside of maps. */
export interface StepPlace {
  readonly key: string;
  readonly item: number;
  readonly mapKey: string | undefined;
}
