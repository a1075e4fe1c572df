/** Why an attempt failed; `crash` and `io` need an instance or an IO manager. */
export type FailureKind = 'exception' | 'timeout' | 'crash' | 'io' | 'framework';

/**
 * Why a step did not run: an input was absent, something upstream did not succeed, or the run ended before (S22, S26a).
 */
export type SkipReason = 'absent' | 'upstream' | 'run';

export type StepStatus =
  | 'pending'
  | 'running'
  | 'retrying'
  | 'success'
  | 'failure'
  | 'skipped'
  | 'notExecuted'
  | 'cancelled';

export type RunStatus = 'queued' | 'running' | 'success' | 'failure' | 'cancelled';

/** How one step stands. Times are ms since 1970, `undefined` where the step has not (or never) started or ended. */
export interface StepResult {
  readonly status: StepStatus;
  /** Attempts started so far. */
  readonly attempts: number;
  /** When the first attempt started. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly error?: Error;
  readonly failureKind?: FailureKind;
  readonly skipReason?: SkipReason;
}

/** Step key → result. */
export type Steps = Readonly<Record<string, StepResult>>;
