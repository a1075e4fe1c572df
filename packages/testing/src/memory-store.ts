/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and what these throw is to reject */
import { InvariantError, StoreError } from '@hookline/core';
import {
  type ClaimRequest,
  type Clock,
  type CommitResult,
  type DeliveryQuery,
  type EventPage,
  type HeartOptions,
  type HookRow,
  type ProcessRow,
  type QueueRequest,
  type ReleasedClaim,
  type RunQuery,
  type RunRow,
  type Store,
  type StoreCommit,
  type Timer,
  toError,
} from '@hookline/core/spi';
import { claimFrom, releaseTo } from './memory-store/memory-claim';
import { commitTo } from './memory-store/memory-commit';
import * as outbox from './memory-store/memory-outbox';
import * as runs from './memory-store/memory-runs';
import { MemoryTables, shownDelivery } from './memory-store/memory-tables';

/** Options of {@link createMemoryStore}. */
export interface MemoryStoreOptions {
  /** What hearts beat by; default: the time of the system. */
  readonly clock?: Pick<Clock, 'setTimer'>;
}

/**
 * A store in memory: the twin of those in databases, for tests and simulations. Several simulated processes share one.
 * Nothing in it waits, so each call is done before the next begins.
 * @example
 * const store = createMemoryStore({ clock: fakeClock() });
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  return new MemoryStore(options.clock ?? SYSTEM);
}

const SYSTEM: Pick<Clock, 'setTimer'> = {
  setTimer(ms, run): Timer {
    const timer = setTimeout(run, ms).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

const BEAT_INTERVAL = 3_000;

class MemoryStore implements Store {
  readonly label = 'memory';
  readonly #tables = new MemoryTables();
  readonly #clock: Pick<Clock, 'setTimer'>;
  #closed = false;

  constructor(clock: Pick<Clock, 'setTimer'>) {
    this.#clock = clock;
  }

  commit(commit: StoreCommit): CommitResult | Promise<CommitResult> {
    try {
      return commitTo(this.#open(), commit);
    } catch (error) {
      return Promise.reject(toError(error, 'commit'));
    }
  }

  async getRun(runId: string) {
    return this.#open().runs.get(runId);
  }

  async findRunIds(prefix: string, limit: number) {
    return runs.findRunIds(this.#open(), prefix, limit);
  }

  async listRuns(query: RunQuery) {
    return runs.listRuns(this.#open(), query);
  }

  async getPlan(hash: string) {
    return this.#open().plans.get(hash);
  }

  async claimQueuedRun(request: QueueRequest) {
    return runs.claimQueuedRun(this.#open(), request);
  }

  async takeOverRun(run: Pick<RunRow, 'id' | 'epoch'>, processId: string) {
    return runs.takeOverRun(this.#open(), run, processId);
  }

  async runsOf(processIds: readonly string[]) {
    return runs.runsOf(this.#open(), processIds);
  }

  async requestCancel(runId: string) {
    return runs.requestCancel(this.#open(), runId);
  }

  async cancelRequestsOf(processId: string) {
    return runs.cancelRequestsOf(this.#open(), processId);
  }

  async readEvents(runId: string, page: EventPage) {
    return runs.readEvents(this.#open(), runId, page);
  }

  async readEvent(runId: string, seq: number) {
    return this.#open().events.get(runId)?.[seq - 1];
  }

  async readOutputs(runId: string, stepKeys: readonly string[]) {
    return runs.readOutputs(this.#open(), runId, stepKeys);
  }

  async readHookLog(runId: string) {
    return runs.readHookLog(this.#open(), runId);
  }

  async registerHooks(of: Parameters<Store['registerHooks']>[0], names: readonly string[]) {
    return outbox.registerHooks(this.#open(), of, names);
  }

  async claim(request: ClaimRequest) {
    return claimFrom(this.#open(), request);
  }

  async release(claims: readonly ReleasedClaim[]) {
    releaseTo(this.#open(), claims);
  }

  async nextDue(hookIds: readonly number[]) {
    return outbox.nextDue(this.#open(), hookIds);
  }

  async getDelivery(id: string) {
    const row = this.#open().deliveries.get(id);
    return row && shownDelivery(row);
  }

  async getDeliveries(ids: readonly string[]) {
    const found = [...new Set(ids)].map((id) => this.#open().deliveries.get(id));
    return found.filter((row) => row !== undefined).map(shownDelivery);
  }

  async listDeliveries(query: DeliveryQuery) {
    return outbox.listDeliveries(this.#open(), query);
  }

  async attemptsOf(deliveryId: string) {
    return outbox.attemptsOf(this.#open(), deliveryId);
  }

  async redeliver(ids: readonly string[], now: number) {
    return outbox.redeliver(this.#open(), ids, now);
  }

  async blockingOf(runId: string) {
    const rows = outbox.unsettledWhere(this.#open(), (row) => row.runId === runId && row.blocking);
    return [...rows].sort((a, b) => a.triggerSeq - b.triggerSeq || a.order - b.order);
  }

  async runningOf(processIds: readonly string[]) {
    return outbox.unsettledWhere(
      this.#open(),
      ({ state, owner }) => state === 'running' && owner !== undefined && processIds.includes(owner),
    );
  }

  async noteUnroutable(of: Pick<HookRow, 'location' | 'environment'>, known: readonly number[], now: number) {
    outbox.noteUnroutable(this.#open(), of, { known, now });
  }

  async unroutableSince(of: Pick<HookRow, 'location' | 'environment'>, before: number) {
    return outbox.unsettledWhere(
      this.#open(),
      ({ state, unroutableAt, location, environment }) =>
        state === 'pending' &&
        unroutableAt !== undefined &&
        unroutableAt < before &&
        location === of.location &&
        environment === of.environment,
    );
  }

  async outboxSummary(now: number) {
    return outbox.outboxSummary(this.#open(), now);
  }

  async registerProcess(row: Omit<ProcessRow, 'beat' | 'ended' | 'reason'>) {
    const { processes } = this.#open();
    if (!processes.has(row.id)) processes.set(row.id, { ...row, beat: 0, ended: undefined });
  }

  async liveProcesses() {
    const rows = [...this.#open().processes.values()].filter(({ ended }) => ended === undefined);
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async endProcess(id: string, at: number) {
    const { processes } = this.#open();
    const row = processes.get(id);
    if (row && row.ended === undefined && !this.#holdsSomething(id)) processes.set(id, { ...row, ended: at });
  }

  #holdsSomething(processId: string): boolean {
    const { deliveries } = this.#tables;
    const isCalling = [...deliveries.values()].some(({ owner, state }) => owner === processId && state === 'running');
    return isCalling || runs.runsOf(this.#tables, [processId]).length > 0;
  }

  /** There is no thread: a simulated process that stops its heart is dead. `loop` means nothing here. */
  async startHeart({ processId, interval = BEAT_INTERVAL }: HeartOptions) {
    let timer: Timer;
    const beat = () => {
      const row = this.#tables.processes.get(processId);
      if (row && row.ended === undefined) this.#tables.processes.set(processId, { ...row, beat: row.beat + 1 });
      timer = this.#clock.setTimer(interval, beat);
    };
    beat();
    return async () => timer.cancel();
  }

  async putBlob(address: string, bytes: Uint8Array) {
    checkAddress(address);
    const { blobs } = this.#open();
    const known = blobs.get(address);
    if (known === undefined) blobs.set(address, bytes.slice());
    else if (Buffer.compare(known, bytes) !== 0)
      throw new InvariantError(`The blob '${address}' is there with other bytes; an address is written once.`);
  }

  async getBlob(address: string) {
    checkAddress(address);
    return this.#open().blobs.get(address)?.slice();
  }

  async facts() {
    const { runs: rows, events } = this.#open();
    const count = [...events.values()].reduce((sum, { length }) => sum + length, 0);
    return {
      kind: 'memory',
      schemaVersion: 1,
      schemaFound: 1,
      driver: 'memory',
      bytes: undefined,
      runs: rows.size,
      events: count,
    };
  }

  async check() {
    this.#open();
    return [];
  }

  async close() {
    this.#closed = true;
  }

  #open(): MemoryTables {
    if (!this.#closed) return this.#tables;
    throw new StoreError({
      code: 'HOOKLINE_STORE_CLOSED',
      problem: 'The store in memory is closed.',
      remedy: 'Close it after everything that uses it.',
    });
  }
}

function checkAddress(address: string): void {
  if (address.split('/').every((segment) => segment !== '' && !/^\.+$/.test(segment)) && !address.includes('\0'))
    return;
  throw new StoreError({
    code: 'HOOKLINE_STORE_ADDRESS',
    problem: `'${address.slice(0, 200)}' is no address of a blob.`,
    remedy: "Give names separated by '/', none of them empty or of dots alone: 'run-1/2/load/result'.",
  });
}
