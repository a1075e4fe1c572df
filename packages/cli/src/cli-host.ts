import type { Definitions, JobDefinition, RunConfig, RunEvent, RunStatus } from '@hookline/core';
import type { OutboxSummary, ProcessRole, ProcessRow, StoreFacts } from '@hookline/core/spi';
import type { Instance } from '@hookline/daemon';
import type { ExecuteOptions } from '@hookline/engine';

/** Which instance is opened, and as what. */
export interface OpenInstanceOptions {
  /** `sqlite:` with an absolute path, or a URL of Postgres, which may hold a password. */
  readonly storage: string;
  readonly location: string;
  readonly environment: string;
  /** `tool` serves nothing: it reads, and leaves marks that others act on. */
  readonly role: ProcessRole;
  /** The code that this process can serve; undefined for tools. */
  readonly definitions: Definitions | undefined;
  /** Messages for people, as what `close` has to say of deliveries that wait; they go to stderr. */
  readonly say: (message: string) => void;
}

/** A run that is executed in this process. */
export interface ExecuteRequest
  extends Pick<ExecuteOptions<unknown, unknown>, 'runConfig' | 'inputs' | 'opSelection' | 'tags' | 'signal'> {
  readonly instance: Instance;
  /** Gets each event after its commit. What it shows of errors is their class: texts come from the store, masked (D30). */
  readonly onEvent: (event: RunEvent) => void;
}

/** Whatever became of the run: the rest is read from the instance. */
export interface ExecutedRun {
  readonly runId: string;
  readonly status: RunStatus;
}

/** What one pass over the outbox did. */
export interface DeliverSummary {
  readonly delivered: number;
  /** Attempts that failed and are tried again later. */
  readonly failed: number;
  /** Given up. */
  readonly dead: number;
  /** Not due yet, or owed by code that was not found here. */
  readonly waiting: number;
  /** Runs whose process had died, and which were ended or taken over. */
  readonly recoveredRuns: number;
}

/** What a long-lived process tells of its work. */
export interface DaemonActivity {
  /** ms since 1970 */
  readonly at: number;
  /** One line for people: `run 3f2a… of job nightly succeeded`. */
  readonly message: string;
  readonly runId?: string;
  readonly deliveryId?: string;
}

/** What drives the loops of a daemon. */
export interface DaemonOptions {
  /** When it is aborted, claiming stops and what is under way gets its time (D34). */
  readonly signal: AbortSignal;
  readonly report: (activity: DaemonActivity) => void;
}

/** The store with what waits in it, and who works on it. */
export interface InstanceFacts {
  readonly store: StoreFacts;
  readonly outbox: OutboxSummary;
  readonly processes: readonly ProcessRow[];
}

/** What an integrity check found. */
export interface StoreCheck {
  /** The place without a password. */
  readonly label: string;
  /** Sentences; none if all is well. */
  readonly problems: readonly string[];
}

/** What became of the schema of a store. */
export interface Migration {
  /** The place without a password. */
  readonly label: string;
  /** Version of the schema before; 0 where there was none. */
  readonly from: number;
  readonly to: number;
}

/**
 * Everything that commands do beyond reading arguments and showing results. The composition root gives it; tests give a
 * fake. Errors of ours that it throws (bad config, a locked or newer database, an unknown run) are printed with their
 * remedy and end the command with exit code 2.
 */
export interface CliHost {
  /** Reads run config from YAML, with the places of its values. */
  readonly loadRunConfig: (path: string) => Promise<RunConfig>;
  readonly openInstance: (options: OpenInstanceOptions) => Promise<Instance>;
  /** Runs a job and waits for the first attempt of its hooks; never throws for a run that fails (`raiseOnError: false`). */
  readonly executeInProcess: (job: JobDefinition, request: ExecuteRequest) => Promise<ExecutedRun>;
  /** One pass of recovery, then takes what is due until nothing is, or the signal is aborted. */
  readonly deliverOnce: (instance: Instance, options: Pick<DaemonOptions, 'signal'>) => Promise<DeliverSummary>;
  /** Serves the instance until the signal is aborted; resolves when all that was under way has ended. */
  readonly runDaemon: (instance: Instance, options: DaemonOptions) => Promise<void>;
  readonly instanceFacts: (instance: Instance) => Promise<InstanceFacts>;
  /** Opens the store alone, without taking part in it. */
  readonly checkStore: (storage: string) => Promise<StoreCheck>;
  readonly migrateStore: (storage: string) => Promise<Migration>;
}
