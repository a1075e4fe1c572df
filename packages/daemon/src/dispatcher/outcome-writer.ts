import type { DeliveryOutcome, HookLogRow, ReleasedClaim } from '@hookline/core/spi';
import { messageOf, toError } from '@hookline/engine';
import type { DispatcherSpec } from './dispatcher-spec';
import { Backoff } from './loop';

/** What is told of something after its commit (D1). */
export type AfterCommit = () => void;

/** What one tick has brought. */
interface Batch {
  readonly outcomes: DeliveryOutcome[];
  readonly hookLog: HookLogRow[];
  readonly released: ReleasedClaim[];
  readonly after: AfterCommit[];
}

const SHORTEST_WAIT = 50;
const LONGEST_WAIT = 5_000;

/**
 * Writes outcomes down, all of one tick in one transaction. What is rejected is offered again unchanged, until the store
 * takes it: an attempt that was made is not to be made again.
 */
export class OutcomeWriter {
  private next: Batch = emptyBatch();
  private writing: Promise<void> | undefined = undefined;
  private planned = false;
  private closed = false;
  private readonly backoff = new Backoff(SHORTEST_WAIT, LONGEST_WAIT);
  /** Since when the store refuses, monotonic ms. */
  private failingSince: number | undefined = undefined;
  /** Ends the wait for the next try. */
  private wake: () => void = () => undefined;

  constructor(
    private readonly spec: Pick<DispatcherSpec, 'store' | 'clock' | 'processId' | 'say'> & {
      /** The store refuses. @param lasts for how long, ms */
      readonly trouble: (error: unknown, lasts: number) => void;
    },
  ) {}

  /** Nothing waits for its commit. */
  get idle(): boolean {
    return !this.planned && !this.writing && isEmpty(this.next);
  }

  settle(outcome: DeliveryOutcome, after?: AfterCommit): void {
    this.next.outcomes.push(outcome);
    this.plan(after);
  }

  log(row: HookLogRow, after?: AfterCommit): void {
    this.next.hookLog.push(row);
    this.plan(after);
  }

  release(claim: ReleasedClaim, after?: AfterCommit): void {
    this.next.released.push(claim);
    this.plan(after);
  }

  /** Resolves when all that was given so far is written, or `close` was called. */
  async flushed(): Promise<void> {
    while (!this.idle && !this.closed) await (this.writing ?? nextTick());
  }

  /** What the store has not taken by now, it will learn from others: the claims are lost with this process. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  private plan(after: AfterCommit | undefined): void {
    if (after) this.next.after.push(after);
    if (this.planned || this.writing) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      this.writing = this.write().finally(() => {
        this.writing = undefined;
      });
    });
  }

  private async write(): Promise<void> {
    while (!isEmpty(this.next) && !this.closed) {
      const batch = this.next;
      this.next = emptyBatch();
      await this.persist(batch);
    }
  }

  private async persist(batch: Batch): Promise<void> {
    const { store, processId } = this.spec;
    const { outcomes, hookLog, released } = batch;
    const commit = { processId: processId(), runs: [], outcomes, hookLog };
    const isSettled = outcomes.length + hookLog.length === 0 || (await this.insist(() => store.commit(commit)));
    const isReleased = released.length === 0 || (await this.insist(() => store.release(released)));
    if (isSettled && isReleased) for (const after of batch.after) this.tell(after);
  }

  /** False where it was given up. */
  private async insist(write: () => unknown): Promise<boolean> {
    while (!this.closed) {
      try {
        await write();
        this.failingSince = undefined;
        this.backoff.reset();
        return true;
      } catch (error) {
        this.complain(error);
        await this.pause(this.backoff.grow());
      }
    }
    return false;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.closed) return resolve();
      const timer = this.spec.clock.setTimer(ms, resolve);
      this.wake = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  private tell(after: AfterCommit): void {
    try {
      after();
    } catch (error) {
      this.spec.say(`Telling of an outcome failed: ${textOf(error)}`);
    }
  }

  private complain(error: unknown): void {
    const now = this.spec.clock.monotonic();
    if (this.failingSince === undefined)
      this.spec.say(`Outcomes of hooks cannot be stored, and are offered again: ${textOf(error)}`);
    this.failingSince ??= now;
    this.spec.trouble(error, now - this.failingSince);
  }
}

function textOf(error: unknown): string {
  return messageOf(toError(error, 'The store'));
}

function emptyBatch(): Batch {
  return { outcomes: [], hookLog: [], released: [], after: [] };
}

function isEmpty({ outcomes, hookLog, released }: Batch): boolean {
  return outcomes.length + hookLog.length + released.length === 0;
}

function nextTick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
