import type { Clock, Delivery, HookEvent, RunEvent, RunPart, StreamEvent } from '@hookline/core/spi';

type Unstamped<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq' | 'at'> : never;

/** A stream event but for its head. */
export type StreamEntry = Unstamped<StreamEvent>;
/** A hook event but for its head. */
export type HookEntry = Unstamped<HookEvent>;

/**
 * The log of one run: stamps events, collects what the next commit will contain, and keeps what has been committed.
 */
export class Journal {
  /** Committed events of both streams, in the order in which they happened. */
  readonly committed: RunEvent[] = [];
  private seq = 0;
  private latest = 0;
  private events: RunEvent[] = [];
  private deliveries: Delivery[] = [];

  constructor(
    readonly runId: string,
    private readonly clock: Clock,
  ) {}

  /** Something waits to be committed. */
  get dirty(): boolean {
    return this.events.length > 0 || this.deliveries.length > 0;
  }

  /** The wall clock, which in one run never goes back (D34); ms since 1970. */
  now(): number {
    const now = this.clock.now();
    if (now > this.latest) this.latest = now;
    return this.latest;
  }

  /** The number and time of the next event of the run's stream; the caller appends it at once. */
  nextSeq(): number {
    this.seq += 1;
    return this.seq;
  }

  append(event: RunEvent): void {
    this.events.push(event);
  }

  owe(delivery: Delivery): void {
    this.deliveries.push(delivery);
  }

  /** Everything since the last call, for the next commit. */
  take(): RunPart {
    const part: RunPart = { runId: this.runId, epoch: 1, events: this.events, deliveries: this.deliveries };
    this.events = [];
    this.deliveries = [];
    return part;
  }
}
