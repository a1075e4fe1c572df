import type { DeliveryRow, HookDefinition } from '@hookline/core/spi';
import type { HookSlots } from '@hookline/engine';
import { type AttemptEnd, type AttemptListener, type AttemptShared, DeliveryAttempt, isStop } from './delivery-attempt';
import type { DeliveryLoader } from './delivery-loader';
import type { Reporter } from './reporter';

/** What deliveries are attempted with. */
export interface InHandSpec {
  readonly slots: HookSlots;
  readonly loader: DeliveryLoader;
  readonly shared: AttemptShared;
  readonly reporter: Reporter;
  /** Nothing of a delivery is in hand any more. */
  gone(): void;
}

/** A delivery that this process has claimed. */
interface Claimed {
  readonly row: DeliveryRow;
  /** Whose place its call takes; undefined for one that runs alone, when there are none. */
  readonly place: HookDefinition | undefined;
  attempt: DeliveryAttempt | undefined;
  /** It has a place. */
  placed: boolean;
}

/** The deliveries that this process has claimed, from the claim to its end. */
export class InHand implements AttemptListener {
  private readonly claimed = new Map<string, Claimed>();
  /** Claimed, but the places went to hooks of runs meanwhile. */
  private readonly waiting: Claimed[] = [];
  /** Calls whose attempt is over because the process ends, and which have not settled. */
  private readonly stopping = new Set<DeliveryAttempt>();
  private stopped = false;
  /** Set by who waits for its end. */
  onGone: (() => void) | undefined = undefined;

  constructor(private readonly spec: InHandSpec) {}

  get size(): number {
    return this.claimed.size;
  }

  /** Calls that were stopped and have not settled. */
  get unsettled(): number {
    return this.stopping.size;
  }

  has(deliveryId: string): boolean {
    return this.claimed.has(deliveryId);
  }

  /** Claimed ones that wait for a place. */
  get crowded(): boolean {
    return this.waiting.length > 0;
  }

  /** @param place whose place it takes; undefined: it runs alone */
  take(row: DeliveryRow, place: HookDefinition | undefined): void {
    const claimed: Claimed = { row, place, attempt: undefined, placed: false };
    this.claimed.set(row.id, claimed);
    this.beginOrWait(claimed);
  }

  /** A place has become free. */
  pump(): void {
    const waiting = this.waiting.splice(0);
    for (const claimed of waiting) this.beginOrWait(claimed);
  }

  /** Gives back what has not begun; nothing more is begun. */
  close(): void {
    this.stopped = true;
    for (const claimed of this.waiting.splice(0)) this.giveBack(claimed);
  }

  /** Tells hooks under way that their time is over. @param limit the time that they had, ms */
  stop(limit: number): void {
    for (const { attempt } of this.claimed.values()) attempt?.stop(limit);
  }

  ended(attempt: DeliveryAttempt, end: AttemptEnd): void {
    const claimed = this.claimed.get(attempt.loaded.row.id);
    if (attempt.stopped && isStop(end.error)) this.stopEnded(attempt, end);
    else this.spec.reporter.ended(attempt.loaded, end);
    // Last, for a free place has others claimed: the outcome is to be stored before.
    if (claimed) this.forget(claimed);
    this.gone();
  }

  settled(attempt: DeliveryAttempt, returned: boolean): void {
    const { loaded } = attempt;
    const wasStopped = this.stopping.delete(attempt);
    if (returned) this.spec.reporter.delivered(loaded.row);
    else if (wasStopped) this.spec.reporter.release(loaded.row);
    this.gone();
  }

  /** Only one whose function has settled may be given to another process (D34). */
  private stopEnded(attempt: DeliveryAttempt, { busy }: AttemptEnd): void {
    if (busy) this.stopping.add(attempt);
    else this.spec.reporter.release(attempt.loaded.row);
  }

  private beginOrWait(claimed: Claimed): void {
    const { place } = claimed;
    if (this.stopped) return this.giveBack(claimed);
    if (place && !this.spec.slots.take(place)) {
      this.waiting.push(claimed);
      return;
    }
    claimed.placed = true;
    void this.begin(claimed);
  }

  private async begin(claimed: Claimed): Promise<void> {
    const { loader, shared, reporter } = this.spec;
    const { row } = claimed;
    try {
      const loaded = await loader.load(row);
      if (this.stopped) return this.giveBack(claimed);
      claimed.attempt = new DeliveryAttempt(loaded, shared, this);
      claimed.attempt.start();
    } catch (error) {
      reporter.notAttempted(row, error);
      this.forget(claimed);
      this.gone();
    }
  }

  private giveBack(claimed: Claimed): void {
    this.forget(claimed);
    this.spec.reporter.release(claimed.row);
    this.gone();
  }

  private gone(): void {
    this.spec.gone();
    this.onGone?.();
  }

  private forget(claimed: Claimed): void {
    this.claimed.delete(claimed.row.id);
    if (claimed.placed && claimed.place) this.spec.slots.give(claimed.place);
    claimed.placed = false;
  }
}
