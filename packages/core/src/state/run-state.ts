import type { FailedStep } from '../context/hook-context';
import type { FailureKind, RunStatus, SkipReason, StepResult, StepStatus, Steps } from '../context/status';
import type { PlanStep } from '../plan/plan';

/** How one step stands; all fields are always there, `undefined` where nothing was told yet. */
export interface StepState {
  readonly status: StepStatus;
  /** Attempts started so far. */
  readonly attempts: number;
  /** ms since 1970, when the first attempt started. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Of the last attempt that failed, until the next one starts. */
  readonly error: Error | undefined;
  readonly failureKind: FailureKind | undefined;
  readonly skipReason: SkipReason | undefined;
  /** Of the dynamic output of the last attempt, in emission order. */
  readonly keys: readonly string[] | undefined;
}

/**
 * How a run stands: the fold of its events. It belongs to the fold, which updates it in place; readers who keep it over
 * the next event copy what they need.
 */
export interface RunState {
  readonly runId: string;
  readonly jobName: string;
  readonly status: RunStatus;
  /** By step key. A step inside `map` is here under its plain key until its keys are known; `stepsOf` leaves it out then. */
  readonly steps: ReadonlyMap<string, StepState>;
  /** Why the run failed or was cancelled. */
  readonly error: Error | undefined;
  /** In the order in which they failed. */
  readonly failedSteps: readonly FailedStep[];
  /** ms since 1970. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** `seq` of the last event; 0 before the first. */
  readonly lastSeq: number;
  /** Key of a dynamic step → plain keys of the steps inside its `map`. */
  readonly mappedSteps: ReadonlyMap<string, readonly string[]>;
  /** Plain key of a step inside `map` → its step keys, once its dynamic step has succeeded. */
  readonly expandedSteps: ReadonlyMap<string, readonly string[]>;
}

/** What the reducer needs to know of a step of the plan. */
export type StepOutline = Pick<PlanStep, 'key' | 'scope'>;

/** What is known of a run before its first event. */
export interface RunOutline {
  readonly runId: string;
  readonly jobName: string;
  /** Steps of the plan, which are `pending` from the start; default none: steps appear with their first event. */
  readonly steps?: readonly StepOutline[];
}

/** The state of a run before its first event. */
export function initialRunState({ runId, jobName, steps = [] }: RunOutline): RunState {
  return {
    runId,
    jobName,
    status: 'queued',
    steps: new Map(steps.map((step) => [step.key, pendingStep()])),
    error: undefined,
    failedSteps: [],
    startedAt: undefined,
    endedAt: undefined,
    lastSeq: 0,
    mappedSteps: mappedStepsOf(steps),
    expandedSteps: new Map(),
  };
}

/** The state of a step before its first event. */
export function pendingStep(): StepState {
  return {
    status: 'pending',
    attempts: 0,
    startedAt: undefined,
    endedAt: undefined,
    error: undefined,
    failureKind: undefined,
    skipReason: undefined,
    keys: undefined,
  };
}

/** The key of the step that a step inside `map` is for one key of the dynamic step. */
export function mappedStepKey(key: string, mapKey: string): string {
  return `${key}[${mapKey}]`;
}

/**
 * The steps of a run as users see them, in the order of the plan, mapped steps where their plain one stands. A new record
 * without prototype, so that a step may have any name.
 */
export function stepsOf(state: RunState): Steps {
  const steps = Object.create(null) as Record<string, StepResult>;
  for (const key of state.steps.keys()) {
    for (const stepKey of state.expandedSteps.get(key) ?? [key]) {
      steps[stepKey] = toStepResult(state.steps.get(stepKey) as StepState);
    }
  }
  return steps;
}

/** One step as users see it: fields that do not apply are absent. */
export function toStepResult(step: StepState): StepResult {
  const { status, attempts, startedAt, endedAt, error, failureKind, skipReason } = step;
  return {
    status,
    attempts,
    startedAt,
    endedAt,
    ...(error && { error }),
    ...(failureKind && { failureKind }),
    ...(skipReason && { skipReason }),
  };
}

function mappedStepsOf(steps: readonly StepOutline[]): ReadonlyMap<string, readonly string[]> {
  const mapped = new Map<string, string[]>();
  for (const { key, scope } of steps) {
    if (scope === undefined) continue;
    const source = (steps[scope] as StepOutline).key;
    const keys = mapped.get(source);
    if (keys) keys.push(key);
    else mapped.set(source, [key]);
  }
  return mapped;
}
