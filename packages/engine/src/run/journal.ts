import type { Clock, Delivery, RunEvent, RunPart } from '@hookline/core/spi';

/** What a Date can tell, ms since 1970; a clock that reads more tells nothing. */
const LATEST_DATE = 8.64e15;
const NONE: readonly Delivery[] = [];

/**
 * The log of one run: stamps events, collects what the next commit will contain, and keeps what has been committed.
 */
export class Journal {
  /** Committed events of both streams, in the order in which they happened. */
  readonly committed: RunEvent[] = [];
  private seq = 0;
  private latest = 0;
  private events: RunEvent[] = [];
  private deliveries: Delivery[] | undefined = undefined;

  constructor(
    readonly runId: string,
    private readonly clock: Clock,
  ) {}

  /** Something waits to be committed; a delivery never without the event that triggered it. */
  get dirty(): boolean {
    return this.events.length > 0;
  }

  /** What is committed, and what the next commit will contain: filters are asked before it. */
  get all(): readonly RunEvent[] {
    return this.events.length > 0 ? [...this.committed, ...this.events] : this.committed;
  }

  /** The time of the current turn, ms since 1970. */
  get at(): number {
    return this.latest;
  }

  /** Reads the wall clock, which in one run never goes back (D34); ms since 1970. */
  now(): number {
    const now = this.clock.now();
    if (now > this.latest && now < LATEST_DATE) this.latest = now;
    return this.latest;
  }

  /** The number of the next event of the run's stream; the caller appends it at once. */
  nextSeq(): number {
    this.seq += 1;
    return this.seq;
  }

  append(event: RunEvent): void {
    this.events.push(event);
  }

  owe(delivery: Delivery): void {
    this.deliveries ??= [];
    this.deliveries.push(delivery);
  }

  /** Everything since the last call, for the next commit. */
  take(): RunPart {
    const part: RunPart = { runId: this.runId, epoch: 1, events: this.events, deliveries: this.deliveries ?? NONE };
    this.events = [];
    this.deliveries = undefined;
    return part;
  }
}
