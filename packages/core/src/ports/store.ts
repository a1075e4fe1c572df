import type { RunStatus } from '../context/status';
import type {
  AttemptRow,
  DeliveryOutcome,
  DeliveryRow,
  HookRow,
  NewDelivery,
  StoredDeliveryState,
} from './delivery-rows';
import type { EventRow, HookLogRow, NewRun, ProcessRow, RunRow } from './run-rows';

/** What one turn adds to one run: all of it or nothing. */
export interface RunCommit {
  readonly runId: string;
  readonly epoch: number;
  /** Set in the first part of a run that nobody has queued: the row is made with this epoch. */
  readonly created: NewRun | undefined;
  /** The run's last `seq` before these events; the part is refused where the store has another (D8). */
  readonly after: number;
  readonly events: readonly EventRow[];
  readonly deliveries: readonly NewDelivery[];
  /** How the run stands after it. */
  readonly status: RunStatus;
  /** ms since 1970; set in the part that ends the run. The row then loses its owner. */
  readonly endedAt: number | undefined;
}

/** What one turn of a process adds, in one transaction. */
export interface StoreCommit {
  readonly processId: string;
  readonly runs: readonly RunCommit[];
  /** Outcomes of deliveries, which are fenced by their claims and not by their runs. */
  readonly outcomes: readonly DeliveryOutcome[];
  readonly hookLog: readonly HookLogRow[];
}

/** Ids of the runs whose part was refused because another process holds them; the rest is committed. */
export type CommitResult = readonly string[];

/** What can be had at once or later. */
export type Awaitable<T> = T | Promise<T>;

/** A page of runs, the newest first. */
export interface RunQuery {
  readonly location?: string;
  readonly environment?: string;
  readonly job?: string;
  readonly statuses?: readonly RunStatus[];
  /** Runs older than this one: the last of the page before. */
  readonly before?: Pick<RunRow, 'createdAt' | 'id'>;
  readonly limit: number;
}

/** Whose queued runs are asked for. */
export interface QueueRequest {
  readonly processId: string;
  readonly location: string;
  readonly environment: string;
}

/** Runs: written only by the process that holds them. */
export interface RunStore {
  /**
   * Commits a turn. The same commit may be offered again after an unknown outcome: a part whose last event is there with
   * its epoch counts as committed, an outcome whose claim is settled changes nothing.
   * A run that a process begins whose row has ended is refused: nobody would find it there when that process dies.
   * Rejects where nothing was committed, or nobody knows.
   */
  commit(commit: StoreCommit): Awaitable<CommitResult>;
  getRun(runId: string): Promise<RunRow | undefined>;
  /** Ids that begin with a text, for people who type only the beginning. */
  findRunIds(prefix: string, limit: number): Promise<readonly string[]>;
  listRuns(query: RunQuery): Promise<readonly RunRow[]>;
  getPlan(hash: string): Promise<string | undefined>;
  /** Takes the next queued run, highest priority and oldest first, with a new epoch. None for a process that has ended. */
  claimQueuedRun(request: QueueRequest): Promise<RunRow | undefined>;
  /** Takes a run over from the holder of `epoch`; undefined where it has gone on meanwhile, or where
   * the row of this process has ended. */
  takeOverRun(run: Pick<RunRow, 'id' | 'epoch'>, processId: string): Promise<RunRow | undefined>;
  /** Runs that have not ended and are held by one of these processes. */
  runsOf(processIds: readonly string[]): Promise<readonly RunRow[]>;
  /** False where the run has ended or does not exist. */
  requestCancel(runId: string): Promise<boolean>;
  /** Ids of the runs of this process whose cancel was requested. */
  cancelRequestsOf(processId: string): Promise<readonly string[]>;
}

/** Where reading begins, and how much of it is wanted. */
export interface EventPage {
  /** `seq` of the last event that is known; 0 for the beginning. */
  readonly after: number;
  readonly limit: number;
}

/** The streams of runs, as they were committed. */
export interface EventLog {
  readEvents(runId: string, page: EventPage): Promise<readonly EventRow[]>;
  readEvent(runId: string, seq: number): Promise<EventRow | undefined>;
  /** The `step.output` events of these steps (with their map keys), in order. */
  readOutputs(runId: string, stepKeys: readonly string[]): Promise<readonly EventRow[]>;
  /** What hooks logged, oldest first. */
  readHookLog(runId: string): Promise<readonly HookLogRow[]>;
}

/** Which deliveries a process can take. */
export interface ClaimRequest {
  readonly processId: string;
  /** Hooks that it knows, with how many calls of each it has room for. */
  readonly rooms: readonly { readonly hookId: number; readonly room: number }[];
  /** Over all hooks; at most 32. */
  readonly limit: number;
  /** ms since 1970 */
  readonly now: number;
  /** Takes one that killed its process before, and only such a one: it is to run alone (D20). */
  readonly quarantined: boolean;
}

/** A page of deliveries, the newest first. */
export interface DeliveryQuery {
  readonly runId?: string;
  readonly states?: readonly StoredDeliveryState[];
  readonly hook?: string;
  readonly job?: string;
  readonly location?: string;
  readonly environment?: string;
  readonly before?: Pick<DeliveryRow, 'createdAt' | 'id'>;
  readonly limit: number;
}

/** A claim that is given back. */
export interface ReleasedClaim extends Pick<DeliveryRow, 'id' | 'claim'> {
  /** When it may be claimed again, ms since 1970. */
  readonly nextAt: number;
  /** Now, where the process found that it cannot route it; undefined where it only had no time. */
  readonly unroutableAt: number | undefined;
}

/** What waits in the outbox. */
export interface OutboxSummary {
  readonly counts: Readonly<Record<StoredDeliveryState, number>>;
  /** Per hook with something due: its oldest, ms since 1970. */
  readonly oldestDue: readonly { readonly hook: HookRow; readonly dueAt: number; readonly count: number }[];
}

/** Hooks that are owed: written by whoever holds a delivery's claim. */
export interface HookOutbox {
  /** Names → ids; new names are stored. */
  registerHooks(
    of: Omit<HookRow, 'id' | 'name' | 'failures' | 'openUntil'>,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  /**
   * Takes due deliveries: oldest first within a hook, hooks in turns. Not those before which an earlier hook of the same
   * trigger waits for its first attempt (S3), nor those of a hook whose breaker is open, but for one when it half-opens.
   * None for a process whose row has ended.
   */
  claim(request: ClaimRequest): Promise<readonly DeliveryRow[]>;
  /** Gives claims back that never began, or that this process cannot serve: no attempt is counted (D15, D34). */
  release(claims: readonly ReleasedClaim[]): Promise<void>;
  /** When the next delivery of these hooks is due, ms since 1970; undefined where nothing waits. */
  nextDue(hookIds: readonly number[]): Promise<number | undefined>;
  getDelivery(id: string): Promise<DeliveryRow | undefined>;
  /** By id; those that do not exist are left out. */
  getDeliveries(ids: readonly string[]): Promise<readonly DeliveryRow[]>;
  listDeliveries(query: DeliveryQuery): Promise<readonly DeliveryRow[]>;
  attemptsOf(deliveryId: string): Promise<readonly AttemptRow[]>;
  /** Re-opens dead and suppressed ones under their own ids. @returns how many */
  redeliver(ids: readonly string[], now: number): Promise<number>;
  /** Blocking deliveries of a run that have not ended: they hold steps back (D23). */
  blockingOf(runId: string): Promise<readonly DeliveryRow[]>;
  /** Running deliveries of processes: where these are dead, their claims are lost (D20). */
  runningOf(processIds: readonly string[]): Promise<readonly DeliveryRow[]>;
  /**
   * Notes on due deliveries that nobody could route them: those of hooks that a dispatcher of their pair does not know, and
   * those that only a process could serve which has ended. A claim
   * takes the note away (D15).
   */
  noteUnroutable(of: Pick<HookRow, 'location' | 'environment'>, known: readonly number[], now: number): Promise<void>;
  /** Those that nobody could route since before a time. */
  unroutableSince(of: Pick<HookRow, 'location' | 'environment'>, before: number): Promise<readonly DeliveryRow[]>;
  outboxSummary(now: number): Promise<OutboxSummary>;
}

/** Which processes are, or were, there. */
export interface ProcessTable {
  registerProcess(row: Omit<ProcessRow, 'beat' | 'ended' | 'reason'>): Promise<void>;
  /** Those that have not ended. */
  liveProcesses(): Promise<readonly ProcessRow[]>;
  /**
   * Ends the row of a process, unless runs that have not ended or running deliveries hang on it: by it they are found, so
   * that nothing ever hangs on a row that has ended.
   */
  endProcess(id: string, at: number): Promise<void>;
  /**
   * Raises the beat of a process every few seconds from a thread of its own, so that a busy event loop does not look dead.
   * @returns stops it
   */
  startHeart(heart: HeartOptions): Promise<() => Promise<void>>;
}

/** How a process shows that it lives. */
export interface HeartOptions {
  readonly processId: string;
  /** ms between beats; default 3,000 */
  readonly interval?: number;
  /** What becomes of an event loop that stands still (D9); default: nothing. */
  readonly loop?: LoopWatch;
}

/** How the thread of the heart watches the event loop. */
export interface LoopWatch {
  /** ms without a sign of the event loop, after which the row of the process says so. */
  readonly limit: number;
  /** Ends the process then. */
  readonly kills: boolean;
  /** Is told when it turns again after all. @param ms for how long it stood still */
  readonly turned?: (ms: number) => void;
}

/** Large values beside the database. */
export interface BlobStore {
  /** Durable when it resolves; nothing is ever overwritten. */
  putBlob(address: string, bytes: Uint8Array): Promise<void>;
  getBlob(address: string): Promise<Uint8Array | undefined>;
}

/** What `instance info` and `instance check` show. */
export interface StoreFacts {
  /** `sqlite` or `postgres`. */
  readonly kind: string;
  readonly schemaVersion: number;
  /** The version that was there when it was opened, which may have brought it up to date; 0: none. */
  readonly schemaFound: number;
  readonly driver: string;
  readonly bytes: number | undefined;
  readonly runs: number;
  readonly events: number;
}

/** The storage of an instance. All that it takes and gives is data; what is text in JSON, it does not read. */
export interface Store extends RunStore, EventLog, HookOutbox, ProcessTable, BlobStore {
  /** For messages: the place without a password. */
  readonly label: string;
  facts(): Promise<StoreFacts>;
  /** Problems that an integrity check finds, as sentences; none if all is well. */
  check(): Promise<readonly string[]>;
  close(): Promise<void>;
}
