import type { RunStatus } from '@hookline/core';
import {
  type CommitBatch,
  type CommitResult,
  type EventSink,
  encodeEvent,
  encodeHookLog,
  type HookLogRow,
  isStreamEvent,
  type NewRun,
  type RunCommit,
  type RunEvent,
  type RunPart,
  type RunStore,
  type SinkResult,
  type StoreCommit,
  type StreamEvent,
} from '@hookline/core/spi';
import { type DeliveryOwner, encodeDeliveries, encodeOutcome } from './encode-deliveries';

/** What the sink knows of a run of this process. */
export interface SinkRun extends DeliveryOwner {
  /** Set for a run that its first part makes. */
  readonly created: NewRun | undefined;
  /** `seq` of its last event in the store. */
  readonly lastSeq: number;
  readonly status: RunStatus;
}

/** What a sink works on. */
export interface StoreSinkSpec {
  readonly store: Pick<RunStore, 'commit'>;
  /** Deliveries were stored that no run attempts: the dispatcher has something to look for. */
  readonly left: () => void;
  /** Outcomes were stored: the next hook of a trigger may have waited for one of them (S3). */
  readonly settled?: () => void;
}

/** A run with what changes from part to part. */
interface KnownRun extends SinkRun {
  after: number;
  stored: boolean;
  status: RunStatus;
}

const ENDINGS: Readonly<Record<string, RunStatus>> = {
  'run.succeeded': 'success',
  'run.failed': 'failure',
  'run.cancelled': 'cancelled',
};

/** Turns what the engine decided into rows, and commits a turn of all runs of the process in one transaction (D2). */
export class StoreSink implements EventSink {
  private readonly runs = new Map<string, KnownRun>();
  /** Deliveries that runs of this process attempt themselves: from before they are stored until their outcomes are. */
  private readonly attempted = new Set<string>();
  /** The commit of the batch that was offered last: it is offered again unchanged (D3). */
  private offered: { readonly batch: CommitBatch; readonly commit: StoreCommit } | undefined = undefined;

  constructor(
    private readonly spec: StoreSinkSpec,
    /** Changes when the process has given its runs up and goes on under another name (D3). */
    private readonly processId: () => string,
  ) {}

  /** Makes a run known before its first part. */
  add(run: SinkRun): void {
    this.runs.set(run.runId, { ...run, after: run.lastSeq, stored: run.created === undefined });
  }

  /** The run has ended, and nothing more comes of it. */
  remove(runId: string): void {
    this.runs.delete(runId);
  }

  /** Whether a run of this process attempts a delivery itself, which is then no claim of the dispatcher. */
  isAttempted(deliveryId: string): boolean {
    return this.attempted.has(deliveryId);
  }

  /** The claim of a delivery is given back: its run does not attempt it. */
  leave(deliveryId: string): void {
    this.attempted.delete(deliveryId);
  }

  commit(batch: CommitBatch): SinkResult | Promise<SinkResult> {
    if (this.offered?.batch !== batch) this.offered = { batch, commit: this.encode(batch) };
    const { commit } = this.offered;
    const result = this.spec.store.commit(commit);
    if (result instanceof Promise) return result.then((refused) => this.committed(commit, refused));
    return this.committed(commit, result);
  }

  private committed(commit: StoreCommit, refused: CommitResult): SinkResult {
    this.offered = undefined;
    for (const { deliveryId } of commit.outcomes) this.attempted.delete(deliveryId);
    for (const { runId, after, events, status, deliveries } of commit.runs) {
      const isRefused = refused.includes(runId);
      // What is not stored nobody attempts.
      if (isRefused) for (const { id } of deliveries) this.attempted.delete(id);
      const run = this.runs.get(runId);
      if (!run || isRefused) continue;
      run.after = after + events.length;
      run.stored = true;
      run.status = status;
    }
    const left = commit.runs.some(({ deliveries }) => deliveries.some(({ state }) => state === 'pending'));
    if (left || commit.outcomes.some(({ state, deadLetters }) => state === 'pending' || deadLetters.length > 0))
      this.spec.left();
    else if (commit.outcomes.length > 0) this.spec.settled?.();
    return refused.length > 0 ? refused : undefined;
  }

  private encode(batch: CommitBatch): StoreCommit {
    const processId = this.processId();
    const known = batch.map((part) => ({ part, run: this.runs.get(part.runId) as KnownRun }));
    const runs = known.map(({ part, run }) => encodePart(part, run, processId));
    for (const { deliveries } of runs)
      for (const { id, state } of deliveries) if (state === 'running') this.attempted.add(id);
    return {
      processId,
      runs,
      outcomes: known.flatMap(({ part, run }) => part.outcomes.map((one) => encodeOutcome(one, run, processId))),
      hookLog: known.flatMap(({ part, run }) => encodeHookLogs(part.events, run)),
    };
  }
}

function encodePart(part: RunPart, run: KnownRun, processId: string): RunCommit {
  const { runId, epoch } = part;
  const events = part.events.filter(isStreamEvent);
  const ending = events.find(({ type }) => Object.hasOwn(ENDINGS, type));
  return {
    runId,
    epoch,
    created: run.stored ? undefined : run.created,
    after: run.after,
    events: events.map((event) => encodeEvent(event, { epoch, redact: run.redact })),
    deliveries: encodeDeliveries(part, run, processId),
    status: ending ? (ENDINGS[ending.type] as RunStatus) : statusAfter(events, run.status),
    endedAt: ending?.at,
  };
}

function statusAfter(events: readonly StreamEvent[], before: RunStatus): RunStatus {
  return before === 'queued' && events.some(({ type }) => type === 'run.started' || type === 'run.recovered')
    ? 'running'
    : before;
}

function encodeHookLogs(events: readonly RunEvent[], { redact }: KnownRun): readonly HookLogRow[] {
  const rows: HookLogRow[] = [];
  for (const event of events) {
    if (isStreamEvent(event)) continue;
    // What became of deliveries is told by their own rows.
    if (event.type === 'hook.completed' || event.type === 'hook.failed' || event.type === 'hook.suppressed') continue;
    rows.push(encodeHookLog(event, redact));
  }
  return rows;
}
