import type { LogLevel } from '../context/logger';
import type { FailureKind, SkipReason } from '../context/status';
import type { JsonRecord } from '../util/json';

/** Head of every event. */
interface EventHead<T extends string> {
  readonly type: T;
  readonly runId: string;
  /** ms since 1970; never less than that of the event before it. */
  readonly at: number;
  readonly stepKey?: string | undefined;
}

/** Head of the events that make the run's state: gapless `seq` from 1 per run. */
interface StreamHead<T extends string> extends EventHead<T> {
  readonly seq: number;
}

interface StepHead<T extends string> extends StreamHead<T> {
  readonly stepKey: string;
  /** From 1; 0 where no attempt was started in this run: also of what a re-execution took over from an earlier one. */
  readonly attempt: number;
}

interface DeliveryHead<T extends string> extends EventHead<T> {
  readonly seq?: undefined;
  readonly hookName: string;
  readonly deliveryId: string;
  readonly deliveryAttempt: number;
}

export type RunCreated = StreamHead<'run.created'> & { readonly jobName: string };
export type RunQueued = StreamHead<'run.queued'>;
export type RunStarted = StreamHead<'run.started'>;
/** Another process goes on with the run, whose holder died; `reason`: what became of that. */
export type RunRecovered = StreamHead<'run.recovered'> & { readonly reason: string };
export type RunSucceeded = StreamHead<'run.succeeded'>;
export type RunFailed = StreamHead<'run.failed'> & { readonly error: Error };
export type RunCancelled = StreamHead<'run.cancelled'> & { readonly error: Error };

/**
 * Where a value is that was stored. `inline`: here, as tagged JSON. `blob`: beside the database. `manager`: with the IO
 * manager of this resource key. `lost`: nowhere, for a reason; `preview` shows people what it was.
 */
export type StoredOutput =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'blob'; readonly address: string; readonly bytes: number }
  | { readonly kind: 'manager'; readonly key: string; readonly runId?: string }
  | { readonly kind: 'lost'; readonly reason: string; readonly preview: string };

export type StepStarted = StepHead<'step.started'>;
export type StepOutput = StepHead<'step.output'> & {
  readonly output: string;
  /** Of a dynamic output, in emission order. */
  readonly keys?: readonly string[] | undefined;
  /** On an instance: where the value is. */
  readonly stored?: StoredOutput | undefined;
};
export type StepProgress = StepHead<'step.progress'> & { readonly done: number; readonly total: number };
export type StepRetrying = StepHead<'step.retrying'> & {
  readonly error: Error;
  readonly failureKind: FailureKind;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
  readonly metadata?: JsonRecord | undefined;
};
export type StepSucceeded = StepHead<'step.succeeded'> & {
  /** Of the attempt, ms, monotonic. */
  readonly duration: number;
  readonly metadata?: JsonRecord | undefined;
};
export type StepFailed = StepHead<'step.failed'> & {
  readonly error: Error;
  readonly failureKind: FailureKind;
  readonly metadata?: JsonRecord | undefined;
};
export type StepSkipped = StepHead<'step.skipped'> & { readonly reason: SkipReason };
export type StepNotExecuted = StepHead<'step.notExecuted'> & { readonly reason: SkipReason };
export type StepCancelled = StepHead<'step.cancelled'> & {
  readonly wasRunning: boolean;
  readonly metadata?: JsonRecord | undefined;
};

interface ResourceDone {
  readonly key: string;
}
interface ResourceTrouble extends ResourceDone {
  readonly phase: 'open' | 'close';
  readonly error: Error;
}
interface LogBody {
  readonly level: LogLevel;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** What happens to one step. */
export type StepEvent =
  | StepStarted
  | StepOutput
  | StepProgress
  | StepRetrying
  | StepSucceeded
  | StepFailed
  | StepSkipped
  | StepNotExecuted
  | StepCancelled;

/** Events that make a run's state, each with a `seq`. */
export type StreamEvent =
  | RunCreated
  | RunQueued
  | RunStarted
  | RunRecovered
  | RunSucceeded
  | RunFailed
  | RunCancelled
  | StepEvent
  | (StreamHead<'resource.opened'> & ResourceDone)
  | (StreamHead<'resource.closed'> & ResourceDone)
  | (StreamHead<'resource.failed'> & ResourceTrouble)
  | (StreamHead<'log'> & LogBody);

/** Head of what happens to a resource that only hooks need, and of what hooks log: beside the run, without `seq`. */
interface AsideHead<T extends string> extends EventHead<T> {
  readonly seq?: undefined;
}

/** Events of hooks and of resources that only hooks need: beside the run's stream, without `seq`, not in its state. */
export type HookEvent =
  /** `duration`: ms, monotonic. */
  | (DeliveryHead<'hook.completed'> & { readonly duration: number })
  | (DeliveryHead<'hook.failed'> & { readonly error: Error; readonly willRetry: boolean })
  | (DeliveryHead<'hook.suppressed'> & { readonly reason: string })
  | (AsideHead<'resource.opened'> & ResourceDone)
  | (AsideHead<'resource.closed'> & ResourceDone)
  | (AsideHead<'resource.failed'> & ResourceTrouble)
  | (AsideHead<'log'> & LogBody & { readonly hookName?: string | undefined });

/** Everything that happens in and around a run; tell events apart by `type`. */
export type RunEvent = StreamEvent | HookEvent;

/** The endings of a run. */
export type RunEnding = RunSucceeded | RunFailed | RunCancelled;

/** Events that op hooks react to. */
export type StepTrigger =
  | StepStarted
  | StepRetrying
  | StepSucceeded
  | StepFailed
  | StepSkipped
  | StepNotExecuted
  | StepCancelled;

/** Events that run hooks react to. */
export type RunTrigger = RunStarted | RunEnding;

/** A committed event to which hooks can be attached. */
export type Trigger = StepTrigger | RunTrigger;

/** True for an event of the run's stream, false for one of its hooks: only the former have a `seq`. */
export function isStreamEvent(event: RunEvent): event is StreamEvent {
  return event.seq !== undefined;
}
