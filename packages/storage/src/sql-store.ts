import type {
  AttemptRow,
  Awaitable,
  BlobStore,
  ClaimRequest,
  CommitResult,
  DeliveryQuery,
  DeliveryRow,
  EventPage,
  EventRow,
  HeartOptions,
  HookLogRow,
  OutboxSummary,
  ProcessRow,
  QueueRequest,
  ReleasedClaim,
  RunQuery,
  RunRow,
  Store,
  StoreCommit,
  StoreFacts,
} from '@hookline/core/spi';
import { claim, release } from './sql/claim';
import type { Database } from './sql/database';
import * as deliveries from './sql/delivery-queries';
import * as events from './sql/event-queries';
import * as hooks from './sql/hook-queries';
import * as processes from './sql/process-queries';
import * as runs from './sql/run-queries';

/** What is different in each kind of database. */
export interface StoreParts {
  readonly label: string;
  readonly db: Database;
  readonly blobs: BlobStore;
  /** The query that finds what can be claimed; see `claim.ts`. */
  readonly candidates: string;
  commit(commit: StoreCommit): Awaitable<CommitResult>;
  startHeart(heart: HeartOptions): Promise<() => Promise<void>>;
  facts(): Promise<StoreFacts>;
  check(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The port over one of the two databases. */
export class SqlStore implements Store {
  readonly label: string;
  readonly #db: Database;
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.label = parts.label;
    this.#db = parts.db;
    this.#parts = parts;
  }

  commit(commit: StoreCommit): Awaitable<CommitResult> {
    return this.#parts.commit(commit);
  }

  getRun(runId: string): Promise<RunRow | undefined> {
    return runs.getRun(this.#db, runId);
  }

  findRunIds(prefix: string, limit: number): Promise<readonly string[]> {
    return runs.findRunIds(this.#db, prefix, limit);
  }

  listRuns(query: RunQuery): Promise<readonly RunRow[]> {
    return runs.listRuns(this.#db, query);
  }

  getPlan(hash: string): Promise<string | undefined> {
    return runs.getPlan(this.#db, hash);
  }

  claimQueuedRun(request: QueueRequest): Promise<RunRow | undefined> {
    return runs.claimQueuedRun(this.#db, request);
  }

  takeOverRun(run: Pick<RunRow, 'id' | 'epoch'>, processId: string): Promise<RunRow | undefined> {
    return runs.takeOverRun(this.#db, run, processId);
  }

  runsOf(processIds: readonly string[]): Promise<readonly RunRow[]> {
    return runs.runsOf(this.#db, processIds);
  }

  requestCancel(runId: string): Promise<boolean> {
    return runs.requestCancel(this.#db, runId);
  }

  cancelRequestsOf(processId: string): Promise<readonly string[]> {
    return runs.cancelRequestsOf(this.#db, processId);
  }

  readEvents(runId: string, page: EventPage): Promise<readonly EventRow[]> {
    return events.readEvents(this.#db, runId, page);
  }

  readEvent(runId: string, seq: number): Promise<EventRow | undefined> {
    return events.readEvent(this.#db, runId, seq);
  }

  readOutputs(runId: string, stepKeys: readonly string[]): Promise<readonly EventRow[]> {
    return events.readOutputs(this.#db, runId, stepKeys);
  }

  readHookLog(runId: string): Promise<readonly HookLogRow[]> {
    return events.readHookLog(this.#db, runId);
  }

  registerHooks(of: hooks.HookNames, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return hooks.registerHooks(this.#db, of, names);
  }

  claim(request: ClaimRequest): Promise<readonly DeliveryRow[]> {
    return claim(this.#db, this.#parts.candidates, request);
  }

  release(claims: readonly ReleasedClaim[]): Promise<void> {
    return release(this.#db, claims);
  }

  nextDue(hookIds: readonly number[]): Promise<number | undefined> {
    return hooks.nextDue(this.#db, hookIds);
  }

  getDelivery(id: string): Promise<DeliveryRow | undefined> {
    return deliveries.getDelivery(this.#db, id);
  }

  getDeliveries(ids: readonly string[]): Promise<readonly DeliveryRow[]> {
    return deliveries.getDeliveries(this.#db, ids);
  }

  listDeliveries(query: DeliveryQuery): Promise<readonly DeliveryRow[]> {
    return deliveries.listDeliveries(this.#db, query);
  }

  attemptsOf(deliveryId: string): Promise<readonly AttemptRow[]> {
    return deliveries.attemptsOf(this.#db, deliveryId);
  }

  redeliver(ids: readonly string[], now: number): Promise<number> {
    return deliveries.redeliver(this.#db, ids, now);
  }

  blockingOf(runId: string): Promise<readonly DeliveryRow[]> {
    return deliveries.blockingOf(this.#db, runId);
  }

  runningOf(processIds: readonly string[]): Promise<readonly DeliveryRow[]> {
    return deliveries.runningOf(this.#db, processIds);
  }

  noteUnroutable(of: deliveries.Pair, known: readonly number[], now: number): Promise<void> {
    return deliveries.noteUnroutable(this.#db, of, { known, now });
  }

  unroutableSince(of: deliveries.Pair, before: number): Promise<readonly DeliveryRow[]> {
    return deliveries.unroutableSince(this.#db, of, before);
  }

  outboxSummary(now: number): Promise<OutboxSummary> {
    return hooks.outboxSummary(this.#db, now);
  }

  registerProcess(row: Omit<ProcessRow, 'beat' | 'ended' | 'reason'>): Promise<void> {
    return processes.registerProcess(this.#db, row);
  }

  liveProcesses(): Promise<readonly ProcessRow[]> {
    return processes.liveProcesses(this.#db);
  }

  endProcess(id: string, at: number): Promise<void> {
    return processes.endProcess(this.#db, id, at);
  }

  startHeart(heart: HeartOptions): Promise<() => Promise<void>> {
    return this.#parts.startHeart(heart);
  }

  putBlob(address: string, bytes: Uint8Array): Promise<void> {
    return this.#parts.blobs.putBlob(address, bytes);
  }

  getBlob(address: string): Promise<Uint8Array | undefined> {
    return this.#parts.blobs.getBlob(address);
  }

  facts(): Promise<StoreFacts> {
    return this.#parts.facts();
  }

  check(): Promise<readonly string[]> {
    return this.#parts.check();
  }

  close(): Promise<void> {
    return this.#parts.close();
  }
}
