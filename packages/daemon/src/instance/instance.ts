import type { JobDefinition, RunEvent, RunStatus, Steps, Tags } from '@hookline/core';
import type { AttemptRow, DeliveryRow, RunRow, StoredDeliveryState } from '@hookline/core/spi';
import type { ExecuteOptions, InstanceHandle, Result } from '@hookline/engine';

/** A run, as lists show it. */
export type RunSummary = Pick<
  RunRow,
  'id' | 'job' | 'location' | 'environment' | 'status' | 'parentId' | 'rootId' | 'tags' | 'createdAt' | 'endedAt'
>;

/** A run with what became of its steps and hooks. */
export interface RunDetails extends RunSummary {
  readonly steps: Steps;
  /** Why it failed or was cancelled. */
  readonly error: Error | undefined;
  readonly startedAt: number | undefined;
  readonly deliveries: readonly DeliveryRow[];
  /** Steps whose output no other process can read, with the reason: why the run is not resumable. */
  readonly notRestorable: readonly { readonly stepKey: string; readonly reason: string }[];
}

/** Which runs are listed, the newest first. */
export interface ListRuns {
  readonly job?: string;
  readonly status?: RunStatus;
  /** Default 20. */
  readonly limit?: number;
  /** Runs older than this one. */
  readonly before?: string;
}

/** Which deliveries are listed, the newest first. */
export interface ListDeliveries {
  readonly runId?: string;
  readonly hook?: string;
  readonly states?: readonly StoredDeliveryState[];
  /** Default 20. */
  readonly limit?: number;
  /** Deliveries older than this one. */
  readonly before?: string;
}

/** Which events are read. */
export interface ReadEvents {
  /** `seq` of the last event that is known; default from the first. */
  readonly after?: number;
  /** Goes on with what comes until the run and its hooks have ended, or this is aborted; default: what is there now. */
  readonly follow?: AbortSignal;
}

/**
 * What of a run is executed again, and what is given anew for it: resources that were given by value, and run config in
 * place of the stored one, which has no secrets.
 */
export interface RerunOptions
  extends Pick<
    ExecuteOptions<unknown, Readonly<Record<string, unknown>>>,
    'signal' | 'onEvent' | 'raiseOnError' | 'resources' | 'runConfig'
  > {
  readonly job: JobDefinition;
  /** Steps that succeeded keep their outputs; default false: everything runs again. */
  readonly fromFailure?: boolean;
  /** Only these ops, as in `executeInProcess`; what they need of others is taken from the parent run. */
  readonly opSelection?: readonly string[];
}

/** Options of a run that another process executes. */
export type LaunchOptions = Pick<ExecuteOptions<unknown, unknown>, 'runConfig' | 'inputs' | 'opSelection' | 'runId'> & {
  readonly tags?: Tags;
  /** Higher first; default 0. */
  readonly priority?: number;
};

/** Runs of an instance. Ids may be shortened as long as they are unambiguous. */
export interface InstanceRuns {
  list(query?: ListRuns): Promise<readonly RunSummary[]>;
  /** @throws RunNotFoundError for an id that does not exist or is ambiguous, like all below */
  get(runId: string): Promise<RunDetails>;
  /** Both streams, merged by time. */
  events(runId: string, options?: ReadEvents): AsyncIterable<RunEvent>;
  /** Asks the process that holds the run to cancel it. False where it has ended. */
  cancel(runId: string): Promise<boolean>;
  /** Executes it again in this process, as a run of its own. */
  rerun(runId: string, options: RerunOptions): Promise<Result>;
}

/** Hooks that are or were owed. */
export interface InstanceDeliveries {
  list(query?: ListDeliveries): Promise<readonly DeliveryRow[]>;
  attemptsOf(deliveryId: string): Promise<readonly AttemptRow[]>;
  /** Re-opens dead and suppressed deliveries under their own ids. @returns how many */
  redeliver(ids: readonly string[]): Promise<number>;
}

/** A store with this process's part in it. */
export interface Instance extends AsyncDisposable, InstanceHandle {
  /** For messages: the place of the store without a password. */
  readonly label: string;
  readonly location: string;
  readonly environment: string;
  readonly runs: InstanceRuns;
  readonly deliveries: InstanceDeliveries;
  /** Queues a run, which a daemon executes. */
  launch(job: JobDefinition, options?: LaunchOptions): Promise<{ readonly runId: string }>;
  /** Waits for due retries within one hookWait, says what is left and how to serve it, and leaves. */
  close(): Promise<void>;
}
