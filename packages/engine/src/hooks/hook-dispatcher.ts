import { HookStoppedError } from '@hookline/core';
import type { Clock, Delivery, Timer } from '@hookline/core/spi';
import { elapsed } from '../elapsed';
import { Fifo } from '../fifo';
import { type AttemptOwner, HookAttempt, type HookAttemptHost } from './hook-attempt';
import type { CallMoment } from './hook-moment';
import { MOST_HOOKS, MOST_OF_ONE } from './hook-slots';

/** What deliveries need from their run. */
export interface HookHost extends HookAttemptHost {
  readonly clock: Clock;
  /** The wait before the next attempt of a delivery whose attempt failed, ms; undefined: it is dead. */
  delayOf(delivery: Delivery, error: Error): number | undefined;
  completed(delivery: Delivery, duration: number): void;
  failed(delivery: Delivery, failure: FailedAttempt): void;
  /** The delivery has ended, well or not. */
  ended(delivery: Delivery): void;
  /**
   * Whether the next attempt is made elsewhere: on an instance it is the store's to give it to a process. Then no
   * retries wait here, and what is not begun any more is not lost.
   */
  readonly leavesRetries: boolean;
  /** The delivery waits for its next attempt in the store. */
  left(delivery: Delivery): void;
  /** Whether a delivery is here before there is a place for its call. */
  waitsForPlace(delivery: Delivery): boolean;
  /** Whether there is a place for the call of a delivery. */
  hasPlace(delivery: Delivery): boolean;
  /** Gives the claim of a delivery that has not begun to whoever has a place for it. */
  giveBack(delivery: Delivery): void;
  /** Has a listener called when a place may be free. @returns stops that */
  onPlace(listener: () => void): undefined | (() => void);
  /** Nothing is running or waiting any more. */
  idle(): void;
}

/** How an attempt failed, and what follows. */
export interface FailedAttempt {
  readonly error: Error;
  /** Until the next attempt, ms; undefined: there is none. */
  readonly delay: number | undefined;
  /** Of the attempt, ms, monotonic. */
  readonly duration: number;
}

/** On an instance: what has no place after so long is left to whoever has one, ms. */
const PATIENCE = 100;

/** The calls of one hook. */
interface Lane {
  running: number;
  /** The last call failed. */
  failing: boolean;
  readonly waiting: Fifo<HookAttempt>;
}

/** Runs the deliveries of one run in this process: bounded, in order, with time limits and retries. */
export class HookDispatcher implements AttemptOwner {
  /** By the index of the hook in the plan. */
  private readonly lanes: (Lane | undefined)[] = [];
  private running = 0;
  private queued = 0;
  private readonly retries = new Map<HookAttempt, Timer>();
  /** Those under way that were not over at once: few, for calls are bounded. */
  private readonly attempts: HookAttempt[] = [];
  private givenUp = false;
  /** Set by `stop`: for the errors of what is not begun any more, ms. */
  private stopLimit: number | undefined = undefined;
  private pumping = false;
  /** Set while attempts wait that others could make. */
  private patience: Timer | undefined = undefined;
  private unlisten: (() => void) | undefined = undefined;

  constructor(readonly host: HookHost) {}

  /** First attempts that run or wait, and retries that run or wait. */
  get busy(): boolean {
    return this.running > 0 || this.queued > 0 || this.retries.size > 0;
  }

  /** An attempt to be dispatched: the first one of a delivery. */
  createAttempt(delivery: Delivery, moment: CallMoment): HookAttempt {
    return new HookAttempt(this, delivery, moment);
  }

  /** Begins an attempt as soon as there is room, and those that follow it. */
  dispatch(attempt: HookAttempt): void {
    if (this.stopLimit !== undefined) return this.refuse(attempt, this.stopLimit);
    const lane = this.laneOf(attempt);
    if (lane.failing && this.host.waitsForPlace(attempt.delivery)) return this.giveBack(attempt);
    if (this.hasRoom(attempt, lane)) return this.begin(attempt, lane);
    lane.waiting.push(attempt);
    this.queued += 1;
    if (this.host.leavesRetries) this.awaitPlace();
  }

  /**
   * Ends all retries: those that wait are dead, those that run are told to stop and no longer waited for.
   * @param limit for the error of those that run, ms
   */
  giveUpRetries(limit: number): readonly Delivery[] {
    this.givenUp = true;
    const waiting = [...this.retries];
    this.retries.clear();
    for (const [{ delivery }, timer] of waiting) {
      timer.cancel();
      this.giveUp(delivery);
    }
    for (const attempt of [...this.attempts]) if (attempt.delivery.attempt > 1) attempt.stop(limit);
    return waiting.map(([{ delivery }]) => delivery);
  }

  /** Ends everything at once: after a cancel, or when the store is gone. @param limit for the error, ms */
  stop(limit: number): void {
    this.stopLimit = limit;
    this.emptyLanes((attempt) => this.refuse(attempt, limit));
    this.giveUpRetries(limit);
    for (const attempt of [...this.attempts]) attempt.stop(limit);
  }

  /** Fails a delivery that is not begun any more, and those that wait for it; on an instance others begin them. */
  private refuse(attempt: HookAttempt, limit: number): void {
    if (this.host.leavesRetries) return this.giveBack(attempt);
    const { delivery, hook, next } = attempt;
    const error = new HookStoppedError(hook.name, limit);
    delivery.error = error;
    this.host.failed(delivery, { error, delay: undefined, duration: 0 });
    this.end(delivery, 'dead');
    if (next) this.dispatch(next);
  }

  /** One that has not begun, and those that wait for it. */
  private giveBack(attempt: HookAttempt): void {
    for (let each: HookAttempt | undefined = attempt; each; each = each.next) {
      each.delivery.state = 'pending';
      this.host.giveBack(each.delivery);
    }
  }

  private awaitPlace(): void {
    this.unlisten ??= this.host.onPlace(() => this.pump());
    this.patience ??= this.host.clock.setTimer(PATIENCE, () => this.giveBackWaiting());
  }

  private giveBackWaiting(): void {
    this.emptyLanes((attempt) => this.giveBack(attempt));
    if (!this.busy) this.host.idle();
  }

  private emptyLanes(dispose: (attempt: HookAttempt) => void): void {
    for (const lane of this.lanes) if (lane) this.emptyLane(lane, dispose);
  }

  private emptyLane({ waiting }: Lane, dispose: (attempt: HookAttempt) => void): void {
    for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
      this.queued -= 1;
      dispose(attempt);
    }
    if (this.queued === 0) this.rest();
  }

  /** Nothing waits for a place any more. */
  private rest(): void {
    this.unlisten?.();
    this.patience?.cancel();
    this.unlisten = undefined;
    this.patience = undefined;
  }

  private laneOf({ delivery }: HookAttempt): Lane {
    const known = this.lanes[delivery.hook];
    if (known) return known;
    const lane: Lane = { running: 0, failing: false, waiting: new Fifo<HookAttempt>() };
    this.lanes[delivery.hook] = lane;
    return lane;
  }

  private begin(attempt: HookAttempt, lane: Lane): void {
    this.running += 1;
    lane.running += 1;
    attempt.delivery.state = 'running';
    attempt.delivery.attempt += 1;
    attempt.start();
    // One that is over at once, as those of synchronous hooks, can't be stopped any more.
    if (!attempt.over) this.attempts.push(attempt);
  }

  attemptEnded(attempt: HookAttempt): void {
    const { next } = attempt;
    this.forget(attempt);
    this.running -= 1;
    const lane = this.laneOf(attempt);
    lane.running -= 1;
    lane.failing = attempt.error !== undefined;
    if (attempt.error) this.fail(attempt, attempt.error);
    else this.succeed(attempt);
    if (lane.failing && this.host.leavesRetries) this.emptyLane(lane, (each) => this.giveBack(each));
    if (next) this.dispatch(next);
    this.pump();
    if (!this.busy) this.host.idle();
  }

  /** The last one takes its place, so that the list needs no moving. */
  private forget(attempt: HookAttempt): void {
    const at = this.attempts.indexOf(attempt);
    if (at === -1) return;
    const last = this.attempts.pop() as HookAttempt;
    if (last !== attempt) this.attempts[at] = last;
  }

  private succeed({ delivery, duration }: HookAttempt): void {
    this.host.completed(delivery, duration);
    this.end(delivery, 'delivered');
  }

  private fail(attempt: HookAttempt, error: Error): void {
    const { hook, busy, delivery, duration, moment } = attempt;
    const { leavesRetries } = this.host;
    delivery.error = error;
    const own = this.givenUp && !leavesRetries ? undefined : this.host.delayOf(delivery, error);
    // Where the retry is the store's, nobody there knows that a call is still under way (S16).
    const delay = own !== undefined && leavesRetries && busy ? Math.max(own, hook.timeout) : own;
    this.host.failed(delivery, { error, delay, duration });
    if (delay === undefined) return this.end(delivery, 'dead');
    if (leavesRetries) return this.leave(delivery);
    delivery.state = 'pending';
    // A call that is still under way holds its retry back by at most one more timeout (S16).
    const wait = busy ? Math.max(delay, hook.timeout) : delay;
    const due = this.host.time.monotonic() + delay;
    const retry = this.createAttempt(delivery, moment);
    this.wait(retry, wait);
    if (busy) attempt.onSettled = () => this.hasten(retry, due);
  }

  /** Its last failure said that it would be tried again: now it is told that it will not. */
  private giveUp(delivery: Delivery): void {
    this.host.failed(delivery, { error: delivery.error as Error, delay: undefined, duration: 0 });
    this.end(delivery, 'dead');
  }

  private wait(attempt: HookAttempt, ms: number): void {
    const timer = this.host.clock.setTimer(ms, () => this.retry(attempt));
    this.retries.set(attempt, timer);
  }

  private retry(attempt: HookAttempt): void {
    if (this.retries.delete(attempt)) this.dispatch(attempt);
  }

  /** The late call has settled: the retry waits for its own delay alone. @param due on the monotonic clock */
  private hasten(attempt: HookAttempt, due: number): void {
    const timer = this.retries.get(attempt);
    if (!timer) return;
    timer.cancel();
    this.wait(attempt, elapsed(this.host.time.read(), due));
  }

  private leave(delivery: Delivery): void {
    delivery.state = 'pending';
    this.host.left(delivery);
  }

  private end(delivery: Delivery, state: 'delivered' | 'dead'): void {
    delivery.state = state;
    this.host.ended(delivery);
  }

  /** Begins what waits and fits. Not again from inside: a queue of synchronous hooks would pile up on the stack. */
  private pump(): void {
    if (this.queued === 0 || this.pumping) return;
    this.pumping = true;
    this.beginWaiting();
    this.pumping = false;
  }

  private beginWaiting(): void {
    for (const lane of this.lanes) {
      for (
        let attempt = lane?.waiting.first;
        lane && attempt && this.hasRoom(attempt, lane);
        attempt = lane.waiting.first
      ) {
        lane.waiting.shift();
        this.queued -= 1;
        if (this.givenUp && attempt.delivery.attempt > 0) this.giveUp(attempt.delivery);
        else this.begin(attempt, lane);
      }
    }
    if (this.queued === 0) this.rest();
  }

  private hasRoom({ delivery }: HookAttempt, lane: Lane): boolean {
    if (this.running >= MOST_HOOKS || lane.running >= MOST_OF_ONE) return false;
    if (lane.failing && this.host.waitsForPlace(delivery)) return false;
    return this.host.hasPlace(delivery);
  }
}
