import { type Delivery, type HookDefinition, WAITS_FOR_PLACE } from '@hookline/core/spi';
import { appendTo } from '../append-to';
import type { DeliveryWatcher, InstancePort } from '../instance-port';

/**
 * Where the deliveries of a run on an instance are: in a place of this process, here waiting for one, or elsewhere, that is in
 * the store for whoever has a place.
 */
export class HookPlaces {
  /** First attempts that are not made by this run, and have not ended. */
  private readonly elsewhere = new Set<Delivery>();
  /** To be watched from the next commit on: of those elsewhere, and of those that are tried again. */
  private unwatched: Delivery[] | undefined = undefined;
  /** Nobody waits for those that are elsewhere any more. */
  private forgets = false;

  constructor(
    private readonly instance: InstancePort,
    private readonly watcher: DeliveryWatcher,
    /** Of a delivery. */
    private readonly hookOf: (delivery: Delivery) => HookDefinition,
  ) {}

  /** First attempts are made elsewhere. */
  get busy(): boolean {
    return this.elsewhere.size > 0;
  }

  /**
   * Whether the first attempt is made here: it has a place, or waits for one.
   * @param isFirst of its trigger, so that it can begin at once
   */
  claim(delivery: Delivery, isFirst: boolean): boolean {
    const { slots } = this.instance;
    if (isFirst && slots.take(this.hookOf(delivery))) return true;
    if (!slots.wait()) return false;
    delivery.reason = WAITS_FOR_PLACE;
    return true;
  }

  /** Its first attempt is made elsewhere, from the next commit on. */
  leave(delivery: Delivery): void {
    delivery.state = 'pending';
    this.elsewhere.add(delivery);
    this.watch(delivery);
  }

  waits(delivery: Delivery): boolean {
    return delivery.reason !== undefined;
  }

  /** Whether it has a place, by now. */
  has(delivery: Delivery): boolean {
    if (!this.waits(delivery)) return true;
    if (!this.instance.slots.take(this.hookOf(delivery))) return false;
    delete delivery.reason;
    this.instance.slots.waited();
    return true;
  }

  /** Its call is over, or does not begin here. */
  free(delivery: Delivery): void {
    if (!this.waits(delivery)) return this.instance.slots.give(this.hookOf(delivery));
    delete delivery.reason;
    this.instance.slots.waited();
  }

  /** Whoever has a place makes the first attempt of a committed delivery. */
  giveBack(delivery: Delivery): void {
    this.free(delivery);
    this.instance.release(delivery);
    if (this.forgets) return;
    this.elsewhere.add(delivery);
    this.instance.watch(delivery, this.watcher);
  }

  onFree(listener: () => void): () => void {
    return this.instance.slots.onFree(listener);
  }

  /** Learns how it gets on, from the next commit on. */
  watch(delivery: Delivery): void {
    this.unwatched = appendTo(this.unwatched, delivery);
  }

  /** What is owed is in the store. */
  committed(): void {
    const { unwatched } = this;
    if (!unwatched) return;
    this.unwatched = undefined;
    for (const delivery of unwatched) this.instance.watch(delivery, this.watcher);
  }

  /** Its first attempt has ended elsewhere. */
  attempted(delivery: Delivery): void {
    this.elsewhere.delete(delivery);
  }

  /** Other processes, and the dispatcher of this one, go on without the run. */
  forget(): void {
    this.forgets = true;
    this.instance.unwatch(this.watcher);
    this.elsewhere.clear();
  }
}
