import type { RunStatus } from '../context/status';
import type { Tags } from '../util/json';

/** What becomes of a run whose process dies: it ends as failure, or another process goes on with it (D11). */
export type ResumeMode = 'fail' | 'auto';

/** A run as it is stored. What of it is text in JSON is opaque to the store. */
export interface RunRow {
  readonly id: string;
  /** Where its code is found; see D14. */
  readonly location: string;
  readonly environment: string;
  readonly job: string;
  /** Of the plan's JSON, content-addressed. */
  readonly planHash: string;
  readonly status: RunStatus;
  /** JSON of what the run was started with: run config with references, inputs, tags, op selection. */
  readonly config: string;
  /** Keys of the resources that were given by value: no other process has them. */
  readonly notRestorable: readonly string[];
  /** The run of which this one is a re-execution. */
  readonly parentId: string | undefined;
  /** The first run of a line of re-executions; its own id where there is none. */
  readonly rootId: string;
  readonly tags: Tags;
  readonly resume: ResumeMode;
  /** Of queued runs: higher first. */
  readonly priority: number;
  /** Grows with each holder; parts of an older one are refused (D8). 0: nobody has held it. */
  readonly epoch: number;
  /** The process that holds it; undefined while it is queued and after its end. */
  readonly owner: string | undefined;
  /** `seq` of its last event. */
  readonly lastSeq: number;
  /** How often another process took it over. */
  readonly recoveries: number;
  readonly cancelRequested: boolean;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

/** A run that is stored for the first time. Whoever commits it holds it, unless its epoch is 0. */
export type NewRun = Omit<
  RunRow,
  'id' | 'epoch' | 'owner' | 'lastSeq' | 'recoveries' | 'cancelRequested' | 'endedAt' | 'status'
> & {
  /** The plan's JSON, stored once per hash. */
  readonly plan: string;
};

/** One event of the run's stream (those with `seq`). */
export interface EventRow {
  readonly runId: string;
  readonly seq: number;
  readonly epoch: number;
  readonly type: string;
  readonly stepKey: string | undefined;
  /** Of the step; 0 where there is none. */
  readonly attempt: number;
  /** ms since 1970 */
  readonly at: number;
  /** JSON of the fields beyond the head; empty text where there are none. */
  readonly data: string;
}

/** What hooks log, and what happens to resources that only they need: beside the run's stream. */
export interface HookLogRow {
  readonly runId: string;
  /** `log`, `resource.opened`, `resource.closed`, `resource.failed`. */
  readonly type: string;
  readonly stepKey: string | undefined;
  readonly hook: string | undefined;
  /** ms since 1970 */
  readonly at: number;
  /** JSON of the fields beyond the head. */
  readonly data: string;
}

/** A process that has the instance open (D7). */
export interface ProcessRow {
  readonly id: string;
  /** Of the machine: stays the same over restarts. */
  readonly host: string;
  /** Of the boot of the machine and the pid namespace: a pid means something only inside of it. */
  readonly bootId: string;
  readonly pid: number;
  /** When the process started, as the system tells it: pids are used again. */
  readonly started: string;
  readonly location: string;
  readonly environment: string;
  readonly role: ProcessRole;
  /** Only its change tells something; times of different machines are never compared. */
  readonly beat: number;
  /** ms since 1970; set when it left, or was found dead. */
  readonly ended: number | undefined;
  /** `loopBlocked`: its event loop stands still; of a command, for which its heart has ended it (D9). */
  readonly reason?: 'loopBlocked' | undefined;
}

/** `embedded`: a program that called `openInstance`; the others are commands. */
export type ProcessRole = 'embedded' | 'execute' | 'deliver' | 'daemon' | 'tool';
