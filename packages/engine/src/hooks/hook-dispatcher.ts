import { HookStoppedError, type Logger } from '@hookline/core';
import type { Clock, Delivery, HookDefinition, Timer } from '@hookline/core/spi';
import type { Deadlines } from '../deadlines';
import { elapsed } from '../elapsed';
import { Fifo } from '../fifo';
import { decideRetry } from '../retry';
import { type AttemptOwner, type DeliveryChain, type Errand, HookAttempt } from './hook-attempt';
import type { RunFacts } from './hook-context';

/** What deliveries need from their run. */
export interface HookHost {
  readonly facts: RunFacts;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  hookOf(delivery: Delivery): HookDefinition;
  /** Opens what the hook needs; `undefined` when all of it is open. */
  openFor(hook: HookDefinition): undefined | Promise<void>;
  resourcesFor(hook: HookDefinition): object;
  logFor(hook: HookDefinition, delivery: Delivery): Logger;
  random(): number;
  completed(delivery: Delivery, duration: number): void;
  failed(delivery: Delivery, outcome: { error: Error; willRetry: boolean }): void;
  /** The delivery has ended, well or not. */
  ended(delivery: Delivery): void;
  /** Nothing is running or waiting any more. */
  idle(): void;
}

/** At a time: hooks of a run, and calls of one hook (S15). */
const MOST_HOOKS = 16;
const MOST_OF_ONE = 4;

/** The calls of one hook. */
interface Lane {
  readonly hook: HookDefinition;
  running: number;
  readonly waiting: Fifo<Errand>;
}

/** Runs the deliveries of one run in this process: bounded, in order, with time limits and retries. */
export class HookDispatcher implements AttemptOwner {
  /** By the index of the hook in the plan. */
  private readonly lanes: (Lane | undefined)[] = [];
  private running = 0;
  private queued = 0;
  private readonly retries = new Map<Errand, Timer>();
  private readonly attempts = new Set<HookAttempt>();
  private givenUp = false;
  /** Set by `stop`: for the errors of what is not begun any more, ms. */
  private stopLimit: number | undefined = undefined;
  private pumping = false;

  constructor(readonly host: HookHost) {}

  /** First attempts that run or wait, and retries that run or wait. */
  get busy(): boolean {
    return this.running > 0 || this.queued > 0 || this.retries.size > 0;
  }

  /** Runs the deliveries of one trigger. */
  dispatch(chain: DeliveryChain): void {
    this.advance(chain);
  }

  /**
   * Ends all retries: those that wait are dead, those that run are told to stop and no longer waited for.
   * @param limit for the error of those that run, ms
   */
  giveUpRetries(limit: number): readonly Delivery[] {
    this.givenUp = true;
    const waiting = [...this.retries];
    this.retries.clear();
    for (const [errand, timer] of waiting) {
      timer.cancel();
      this.giveUp(errand.delivery);
    }
    for (const attempt of this.attempts) if (attempt.errand.delivery.attempt > 1) attempt.stop(limit);
    return waiting.map(([errand]) => errand.delivery);
  }

  /** Ends everything at once: after a cancel, or when the store is gone. @param limit for the error, ms */
  stop(limit: number): void {
    this.stopLimit = limit;
    this.queued = 0;
    for (const lane of this.lanes) {
      for (let errand = lane?.waiting.shift(); errand; errand = lane?.waiting.shift()) this.refuse(errand, limit);
    }
    this.giveUpRetries(limit);
    for (const attempt of [...this.attempts]) attempt.stop(limit);
  }

  private advance(chain: DeliveryChain): void {
    const delivery = chain.deliveries[chain.next];
    if (!delivery) return;
    chain.next += 1;
    this.submit({ delivery, moment: chain.moment, chain });
  }

  /** Fails a delivery that is not begun any more, and those that wait for it. */
  private refuse({ delivery, chain }: Errand, limit: number): void {
    delivery.error = new HookStoppedError(this.host.hookOf(delivery).name, limit);
    this.host.failed(delivery, { error: delivery.error, willRetry: false });
    this.end(delivery, 'dead');
    if (chain) this.advance(chain);
  }

  private submit(errand: Errand): void {
    if (this.stopLimit !== undefined) return this.refuse(errand, this.stopLimit);
    const lane = this.laneOf(errand);
    if (this.running < MOST_HOOKS && lane.running < MOST_OF_ONE) return this.begin(errand, lane);
    lane.waiting.push(errand);
    this.queued += 1;
  }

  private laneOf({ delivery }: Errand): Lane {
    const known = this.lanes[delivery.hook];
    if (known) return known;
    const lane: Lane = { hook: this.host.hookOf(delivery), running: 0, waiting: new Fifo<Errand>() };
    this.lanes[delivery.hook] = lane;
    return lane;
  }

  private begin(errand: Errand, lane: Lane): void {
    this.running += 1;
    lane.running += 1;
    errand.delivery.state = 'running';
    errand.delivery.attempt += 1;
    const attempt = new HookAttempt(this, lane.hook, errand);
    attempt.start();
    // One that is over at once, as those of synchronous hooks, can't be stopped any more.
    if (!attempt.over) this.attempts.add(attempt);
  }

  attemptEnded(attempt: HookAttempt): void {
    const { errand } = attempt;
    this.attempts.delete(attempt);
    this.running -= 1;
    this.laneOf(errand).running -= 1;
    if (attempt.error) this.fail(errand, attempt, attempt.error);
    else this.succeed(errand.delivery, attempt.duration);
    if (errand.chain) this.advance(errand.chain);
    this.pump();
    if (!this.busy) this.host.idle();
  }

  private succeed(delivery: Delivery, duration: number): void {
    this.host.completed(delivery, duration);
    this.end(delivery, 'delivered');
  }

  private fail(errand: Errand, attempt: HookAttempt, error: Error): void {
    const { hook, busy } = attempt;
    const { delivery, moment } = errand;
    delivery.error = error;
    const retries = delivery.attempt - 1;
    const question = { error, failureKind: 'exception', policy: hook.retryPolicy, retries } as const;
    const delay = this.givenUp ? undefined : decideRetry({ ...question, random: () => this.host.random() });
    this.host.failed(delivery, { error, willRetry: delay !== undefined });
    if (delay === undefined) return this.end(delivery, 'dead');
    delivery.state = 'pending';
    // A call that is still under way holds its retry back by at most one more timeout (S16).
    const wait = busy ? Math.max(delay, hook.timeout) : delay;
    const due = this.host.clock.monotonic() + delay;
    const retry: Errand = { delivery, moment, chain: undefined };
    this.retries.set(
      retry,
      this.host.clock.setTimer(wait, () => this.retry(retry)),
    );
    if (busy) attempt.onSettled = () => this.hasten(retry, due);
  }

  /** Its last failure said that it would be tried again: now it is told that it will not. */
  private giveUp(delivery: Delivery): void {
    this.host.failed(delivery, { error: delivery.error as Error, willRetry: false });
    this.end(delivery, 'dead');
  }

  private retry(errand: Errand): void {
    if (this.retries.delete(errand)) this.submit(errand);
  }

  /** The late call has settled: the retry waits for its own delay alone. @param due on the monotonic clock */
  private hasten(errand: Errand, due: number): void {
    const timer = this.retries.get(errand);
    if (!timer) return;
    timer.cancel();
    const delay = elapsed(this.host.clock.monotonic(), due);
    this.retries.set(
      errand,
      this.host.clock.setTimer(delay, () => this.retry(errand)),
    );
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
      while (lane && this.running < MOST_HOOKS && lane.running < MOST_OF_ONE) {
        const errand = lane.waiting.shift();
        if (!errand) break;
        this.queued -= 1;
        if (this.givenUp && errand.delivery.attempt > 0) this.giveUp(errand.delivery);
        else this.begin(errand, lane);
      }
    }
  }
}
