import type { JsonRecord, Tags } from '../util/json';
import type { HookInfo } from './hook-info';
import type { Logger } from './logger';
import type { OpInfo } from './op-info';
import type { FailureKind, RunStatus, SkipReason, Steps } from './status';

/** What every hook gets. `R`: its resources by key. */
export interface BaseHookContext<R extends object = object> {
  readonly jobName: string;
  readonly runId: string;
  readonly hookDef: HookInfo;
  /** Only the keys of `requiredResourceKeys`; reading another throws `UnknownResourceError`. */
  readonly resources: R;
  readonly requiredResourceKeys: ReadonlySet<string>;
  readonly log: Logger;
  readonly runTags: Tags;
  /** ms since 1970; where nothing ran, the time of the decision. */
  readonly startedAt: number;
  /** ms since 1970; where nothing ran, the time of the decision. */
  readonly endedAt: number;
  /** Aborted when the hook's timeout is over or the run is shut down. */
  readonly signal: AbortSignal;
  /** The text with each resolved secret value replaced by `•••`. */
  readonly redact: (text: string) => string;
  /** On an instance: equal for all attempts and processes, so that receivers can deduplicate. */
  readonly deliveryId?: string | undefined;
  /** On an instance: from 1. */
  readonly deliveryAttempt?: number | undefined;
  /** On an instance: when what the hook reacts to was committed, ms since 1970. */
  readonly triggeredAt?: number | undefined;
  /** On an instance: true where a user had the hook replayed. */
  readonly isReplay?: boolean | undefined;
  /** On an instance with a web page: that of the run. */
  readonly runUrl?: string | undefined;
}

/** What a start or success hook gets, and the base of all op hooks. */
export interface HookContext<R extends object = object> extends BaseHookContext<R> {
  readonly op: OpInfo;
  readonly stepKey: string;
  /** The attempt that triggered the hook, from 1; 0 where none was started. */
  readonly attempt: number;
  readonly opConfig: unknown;
  readonly opException: Error | undefined;
  /** By position. */
  readonly opInputValues: readonly unknown[];
  /** Output name → value, of a dynamic op `{ result: { key: value } }`; `{}` unless the op succeeded. */
  readonly opOutputValues: Readonly<Record<string, unknown>>;
  readonly opOutputMetadata: JsonRecord;
}

/** What a failure hook gets. */
export interface FailureHookContext<R extends object = object> extends HookContext<R> {
  /** The very object that the op threw. */
  readonly opException: Error;
  readonly failureKind: FailureKind;
}

/** What a retry hook gets. */
export interface RetryHookContext<R extends object = object> extends HookContext<R> {
  readonly opException: Error;
  readonly failureKind: FailureKind;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/** What a skip hook gets. */
export interface SkipHookContext<R extends object = object> extends HookContext<R> {
  readonly skipReason: SkipReason;
}

/** What a cancel hook gets. */
export interface CancelHookContext<R extends object = object> extends HookContext<R> {
  readonly wasRunning: boolean;
}

/** What a run hook gets. */
export interface RunHookContext<R extends object = object> extends BaseHookContext<R> {
  readonly status: RunStatus;
  readonly steps: Steps;
}

/** A step that failed, with its error. */
export interface FailedStep {
  readonly stepKey: string;
  readonly error: Error;
}

/** What a run failure hook gets. */
export interface RunFailureHookContext<R extends object = object> extends RunHookContext<R> {
  readonly error: Error;
  /** Empty when no op ran. */
  readonly failedSteps: readonly FailedStep[];
}

/** A delivery that was given up: its attempts are used up, or it expired. */
export interface DeadDelivery {
  readonly id: string;
  readonly hookName: string;
  readonly runId: string;
  /** Of a hook of a step. */
  readonly stepKey?: string;
  /** How often the hook was called. */
  readonly attempts: number;
  /** Of the last attempt; where it never came to one, why. */
  readonly error: Error;
}

/** What a hook of last resort gets: the run is that of the delivery. */
export interface DeadLetterHookContext<R extends object = object> extends BaseHookContext<R> {
  readonly delivery: DeadDelivery;
}
