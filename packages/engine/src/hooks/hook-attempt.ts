import { HookStoppedError, HookTimeoutError, type Logger } from '@hookline/core';
import type { Delivery, HookDefinition } from '@hookline/core/spi';
import type { Deadline, Deadlines, Expirable } from '../deadlines';
import { elapsed } from '../elapsed';
import { toError } from '../thrown-error';
import type { Time } from '../time';
import { callUserCode, type UserCall } from '../user-code';
import { createHookContext, type HookCall, type RunFacts } from './hook-context';
import type { CallMoment } from './hook-moment';

/** What an attempt needs from where it is made: the run of the delivery, or the dispatcher of a process. */
export interface HookAttemptHost {
  readonly facts: RunFacts;
  readonly time: Time;
  readonly deadlines: Deadlines;
  hookOf(delivery: Delivery): HookDefinition;
  /** Opens what the hook needs; `undefined` when all of it is open. */
  openFor(hook: HookDefinition): undefined | Promise<void>;
  resourcesFor(hook: HookDefinition): object;
  logFor(hook: HookDefinition, delivery: Delivery): Logger;
}

/** Who makes attempts: is told once when one has ended, because the hook settled or its time is over. */
export interface AttemptOwner {
  readonly host: HookAttemptHost;
  attemptEnded(attempt: HookAttempt): void;
}

/** One attempt of a delivery: opens the hook's resources, calls the hook, ends once. */
export class HookAttempt implements UserCall, HookCall, Expirable {
  readonly hook: HookDefinition;
  /** The first attempt of the next hook of the same trigger: they run one after another (S3). */
  next: HookAttempt | undefined = undefined;
  /** Set when the attempt failed. */
  error: Error | undefined = undefined;
  /** ms, monotonic. */
  duration = 0;
  /** The hook was called and has not settled. */
  busy = false;
  /** It has ended. */
  over = false;
  private startedAt = 0;
  private controller: AbortController | undefined = undefined;
  private deadline: Deadline | undefined = undefined;
  /** Called when a call whose time was over settles at last; `returned`: the hook did its work, if late. */
  onSettled: ((returned: boolean) => void) | undefined = undefined;

  constructor(
    private readonly owner: AttemptOwner,
    readonly delivery: Delivery,
    readonly moment: CallMoment,
  ) {
    this.hook = owner.host.hookOf(delivery);
  }

  start(): void {
    const opening = this.owner.host.openFor(this.hook);
    const preparing =
      this.moment.level === 'step' ? this.moment.prepare((fetching) => this.within(fetching)) : undefined;
    if (!opening && !preparing) return this.call();
    this.startedAt = this.owner.host.time.monotonic();
    Promise.all([opening, preparing]).then(
      () => this.call(),
      (error: unknown) => this.end(toError(error, `A resource of hook '${this.hook.name}'`)),
    );
  }

  /** A value that never comes must not keep an alert from being sent: fetching has as much time as the call. */
  private within(fetching: Promise<void>): Promise<void> {
    const { deadlines, time } = this.owner.host;
    const { timeout } = this.hook;
    return new Promise((resolve, reject) => {
      const expire = () => reject(new Error(`it did not arrive within ${timeout.toLocaleString('en')} ms`));
      const deadline = deadlines.set(timeout, time.monotonic(), { expire });
      fetching.finally(() => deadline.cancel()).then(resolve, reject);
    });
  }

  /** Ends the attempt because its run gives no more time to hooks. @param limit how much it gave, ms */
  stop(limit: number): void {
    this.cut(new HookStoppedError(this.hook.name, limit));
  }

  private cut(error: Error): void {
    this.controller?.abort(error);
    this.end(error);
  }

  returned(): void {
    this.settle(true);
    this.end(undefined);
  }

  threw(thrown: unknown): void {
    this.settle(false);
    this.end(toError(thrown, `Hook '${this.hook.name}'`));
  }

  private call(): void {
    if (this.over) return;
    const { time } = this.owner.host;
    this.busy = true;
    this.startedAt = time.monotonic();
    time.leave();
    callUserCode(this);
    this.limitTime();
  }

  invoke(): unknown {
    const { run } = this.hook;
    return run(createHookContext(this));
  }

  // What the context of this call asks for when the hook reads it.
  get facts(): RunFacts {
    return this.owner.host.facts;
  }

  get resources(): object {
    return this.owner.host.resourcesFor(this.hook);
  }

  get log(): Logger {
    return this.owner.host.logFor(this.hook, this.delivery);
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.over) this.controller.abort(this.error);
    return this.controller.signal;
  }

  /** Only what has not settled at once needs a timer. */
  private limitTime(): void {
    const { timeout } = this.hook;
    if (!this.busy) return;
    this.deadline = this.owner.host.deadlines.set(timeout, this.startedAt, this);
  }

  expire(): void {
    this.cut(new HookTimeoutError(this.hook.name, this.hook.timeout));
  }

  private settle(returned: boolean): void {
    this.busy = false;
    this.onSettled?.(returned);
  }

  private end(error: Error | undefined): void {
    if (this.over) return;
    this.over = true;
    this.error = error;
    this.deadline?.cancel();
    this.duration = elapsed(this.startedAt, this.owner.host.time.read());
    this.owner.attemptEnded(this);
  }
}
