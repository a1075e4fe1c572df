import { HookTimeoutError } from '@hookline/core';
import type { Delivery, HookDefinition } from '@hookline/core/spi';
import type { Deadline } from '../deadlines';
import { toError } from '../thrown-error';
import { callUserCode, type Settlement } from '../user-code';
import { createHookContext } from './hook-context';
import type { HookHost } from './hook-dispatcher';
import type { HookMoment } from './hook-moment';

/** A delivery to attempt, with the moment that triggered it. */
export interface Errand {
  readonly delivery: Delivery;
  readonly moment: HookMoment;
  /** The chain that goes on when this attempt has ended; absent for retries. */
  readonly chain: DeliveryQueue | undefined;
}

/** The deliveries of one trigger: their first attempts run one after another. */
export interface DeliveryQueue {
  readonly deliveries: readonly Delivery[];
  next: number;
}

/** Who makes attempts: is told once when one has ended, because the hook settled or its time is over. */
export interface AttemptOwner {
  readonly host: HookHost;
  attemptEnded(attempt: HookAttempt): void;
}

/** One attempt of a delivery: opens the hook's resources, calls the hook, ends once. */
export class HookAttempt implements Settlement {
  /** Set when the attempt failed. */
  error: Error | undefined = undefined;
  /** ms, monotonic. */
  duration = 0;
  /** The hook was called and has not settled. */
  busy = false;
  private over = false;
  private startedAt = 0;
  private controller: AbortController | undefined = undefined;
  private deadline: Deadline | undefined = undefined;
  /** Called when a call whose time was over settles at last. */
  onSettled: (() => void) | undefined = undefined;

  constructor(
    private readonly owner: AttemptOwner,
    readonly hook: HookDefinition,
    readonly errand: Errand,
  ) {}

  start(): void {
    const opening = this.owner.host.openFor(this.hook);
    if (!opening) return this.call();
    opening.then(
      () => this.call(),
      (error: unknown) => this.end(toError(error, `A resource of hook '${this.hook.name}'`)),
    );
  }

  /** Ends the attempt for lack of time. @param limit how long it had, ms */
  expire(limit: number): void {
    const error = new HookTimeoutError(this.hook.name, limit);
    this.controller?.abort(error);
    this.end(error);
  }

  returned(): void {
    this.settle();
    this.end(undefined);
  }

  threw(thrown: unknown): void {
    this.settle();
    this.end(toError(thrown, `Hook '${this.hook.name}'`));
  }

  private call(): void {
    if (this.over) return;
    const { hook } = this;
    const { host } = this.owner;
    const { moment, delivery } = this.errand;
    const context = createHookContext(moment, {
      facts: host.facts,
      hook,
      resources: host.resourcesFor(hook),
      log: host.logFor(hook, delivery),
      signal: () => this.signal,
    });
    this.busy = true;
    this.startedAt = host.clock.monotonic();
    callUserCode({ fn: hook.run, self: undefined }, [context], this);
    this.limitTime();
  }

  /** Only what has not settled at once needs a timer. */
  private limitTime(): void {
    const { timeout } = this.hook;
    if (this.busy) this.deadline = this.owner.host.deadlines.set(timeout, () => this.expire(timeout));
  }

  private get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.over) this.controller.abort(this.error);
    return this.controller.signal;
  }

  private settle(): void {
    this.busy = false;
    this.onSettled?.();
  }

  private end(error: Error | undefined): void {
    if (this.over) return;
    this.over = true;
    this.error = error;
    this.deadline?.cancel();
    this.duration = this.owner.host.clock.monotonic() - this.startedAt;
    this.owner.attemptEnded(this);
  }
}
