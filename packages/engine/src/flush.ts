import type { Clock, CommitBatch, EventSink, SinkResult } from '@hookline/core/spi';
import { elapsed } from './elapsed';
import { toError } from './thrown-error';

/** Waits between offers of a batch that the sink rejects, ms: doubled each time up to the last. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 1_000;

/** What a sink gives. */
export type Offered = SinkResult | Promise<SinkResult>;

/** How a batch that took its time ended; one of them is called, once. */
export interface FlushEnd {
  readonly committed: (refused: SinkResult) => void;
  readonly givenUp: (cause: unknown) => void;
}

/** Hands batches to the sink; one that is rejected is offered again unchanged until the grace is over (D3). */
export class Flush {
  constructor(private readonly ports: { sink: EventSink; clock: Clock; storeGrace: number }) {}

  offer(batch: CommitBatch): Offered {
    try {
      return this.ports.sink.commit(batch);
    } catch (error) {
      return Promise.reject(toError(error, 'commit'));
    }
  }

  wait(outcome: Promise<SinkResult>, batch: CommitBatch, end: FlushEnd): void {
    this.follow(outcome, { batch, end, since: undefined, waited: 0, wait: FIRST_WAIT });
  }

  private follow(outcome: Promise<SinkResult>, offer: Offer): void {
    outcome.then(
      (refused) => offer.end.committed(refused),
      (cause: unknown) => this.rejected(offer, cause),
    );
  }

  private offerAgain(offer: Offer): void {
    const outcome = this.offer(offer.batch);
    if (outcome instanceof Promise) this.follow(outcome, offer);
    else offer.end.committed(outcome);
  }

  /** The batch is offered again unchanged; when the grace is over, it is given up. */
  private rejected(offer: Offer, cause: unknown): void {
    const { clock, storeGrace } = this.ports;
    const now = clock.monotonic();
    const since = offer.since ?? now;
    // Commits take time, too; where the clock stands still, the waits alone count.
    const spent = Math.max(offer.waited, elapsed(since, now));
    if (spent >= storeGrace) return offer.end.givenUp(cause);
    const wait = Math.min(offer.wait, storeGrace - spent);
    const next = { ...offer, since, waited: spent + wait, wait: Math.min(offer.wait * 2, LONGEST_WAIT) };
    clock.setTimer(wait, () => this.offerAgain(next));
  }
}

/** A batch that is not committed yet. */
interface Offer {
  readonly batch: CommitBatch;
  readonly end: FlushEnd;
  /** When it was first rejected, monotonic ms. */
  readonly since: number | undefined;
  /** Spent on offers and waits so far, ms. */
  readonly waited: number;
  /** Before the next offer, ms. */
  readonly wait: number;
}
