import type { Logger } from '@hookline/core';
import type { Clock, Delivery, DeliveryState, HookDefinition, HookOutcome } from '@hookline/core/spi';
import { appendTo } from '../append-to';
import type { Deadlines } from '../deadlines';
import { deliveryDelay } from '../hooks/delivery-retry';
import type { HookAttempt } from '../hooks/hook-attempt';
import type { RunFacts } from '../hooks/hook-context';
import { type FailedAttempt, HookDispatcher, type HookHost } from '../hooks/hook-dispatcher';
import type { HookMoment } from '../hooks/hook-moment';
import { matchHook } from '../hooks/match-hook';
import type { DeliveryWatcher } from '../instance-port';
import { decideRetry } from '../retry';
import type { Time } from '../time';
import { createLogger } from './create-logger';
import { HookPlaces } from './hook-places';
import { OwedDelivery } from './owed-delivery';
import type { RunCore } from './run-core';
import type { RunResources } from './run-resources';
import type { StepRun } from './step-run';

/** The steps of the run, which blocking hooks hold back. */
export interface HeldSteps {
  /** A blocking delivery of the step has ended. */
  release(step: StepRun): void;
}

/** Hooks of a cancelled run get this long, ms (S27). */
const AFTER_CANCEL = 5_000;

/** The hooks of one run: decides in a turn what is owed, and has it delivered after the commit. */
export class RunHooks implements HookHost, DeliveryWatcher {
  readonly facts: RunFacts;
  readonly clock: Clock;
  readonly time: Time;
  readonly deadlines: Deadlines;
  /** Set right after construction: steps wait for hooks, which are told of steps. */
  steps!: HeldSteps;
  private readonly dispatcher = new HookDispatcher(this);
  private readonly holders = new Map<Delivery, StepRun>();
  /** First attempts that the next commit owes; each has those that follow it. */
  private limited = false;
  private owed: HookAttempt[] | undefined = undefined;
  /** On an instance. */
  private readonly places: HookPlaces | undefined;

  constructor(
    private readonly core: RunCore,
    private readonly resources: RunResources,
  ) {
    this.facts = core.facts;
    this.clock = core.clock;
    this.time = core.time;
    this.deadlines = core.deadlines;
    const { instance } = core.ports;
    this.places = instance && new HookPlaces(instance, this, (delivery) => this.hookOf(delivery));
  }

  /** Deliveries run or wait; on an instance: first attempts do. */
  get busy(): boolean {
    return this.owed !== undefined || this.dispatcher.busy || this.places?.busy === true;
  }

  /** On an instance the store keeps deliveries for whoever has room. */
  get leavesRetries(): boolean {
    return this.places !== undefined;
  }

  /**
   * Decides which hooks fire, once and for all, and owes a delivery to each; they run after the commit.
   * @param hooks indices into the plan's hooks, in the order of S3
   * @param holder the step that blocking ones hold back
   */
  trigger(moment: HookMoment, hooks: readonly number[], holder?: StepRun): void {
    let last: HookAttempt | undefined;
    let left = false;
    for (const index of hooks) {
      const hook = this.core.plan.hooks[index] as HookDefinition;
      if (!this.matches(hook, moment)) continue;
      const delivery = this.owe(index, hook, moment);
      if (delivery.state === 'suppressed') continue;
      if (hook.blocking && holder) this.hold(delivery, holder);
      if (this.places) {
        left ||= !this.places.claim(delivery, last === undefined); // then so are those behind it, for their order
        if (left) {
          this.places.leave(delivery);
          continue;
        }
      }
      const attempt = this.dispatcher.createAttempt(delivery, moment);
      if (last) last.next = attempt;
      else this.owed = appendTo(this.owed, attempt);
      last = attempt;
    }
  }

  /** Starts what the last commit owes. */
  dispatch(): void {
    const { owed } = this;
    this.places?.committed();
    if (!owed) return;
    this.owed = undefined;
    for (const attempt of owed) this.dispatcher.dispatch(attempt);
  }

  /** A delivery gets on that is attempted elsewhere. */
  deliveryMoved(
    delivery: Delivery,
    { attempted, state, error }: { attempted: boolean; state: DeliveryState; error: Error | undefined },
  ): void {
    delivery.state = state;
    if (error) delivery.error = error;
    if (attempted) this.places?.attempted(delivery);
    if (state !== 'pending' && state !== 'running') this.ended(delivery);
    if (!this.busy) this.core.hooksIdle();
  }

  /** Holds a step back for a blocking delivery that another process left: its run was taken over. */
  adopt(delivery: Delivery, holder: StepRun): void {
    this.hold(delivery, holder);
    this.places?.watch(delivery);
  }

  /**
   * Bounds the wait of a run that has ended. Hooks have their own time limits; what is bounded here is the wait for
   * retries, and for all after a cancel (S15, S27).
   */
  limitWait(cancelReason: Error | undefined): void {
    if (this.limited) return;
    this.limited = true;
    if (cancelReason) this.core.after(AFTER_CANCEL, () => this.stopAll(cancelReason));
    else this.core.after(this.core.config.execution.hookWait, () => this.giveUpRetries());
  }

  private stopAll(reason: Error): void {
    this.stop(AFTER_CANCEL);
    this.resources.abort(reason);
  }

  private giveUpRetries(): void {
    this.forgetElsewhere();
    for (const delivery of this.dispatcher.giveUpRetries(this.core.config.execution.hookWait)) {
      const { name } = this.hookOf(delivery);
      const message = `Hook '${name}' is not tried again: the run has ended and hookWait is over.`;
      this.core.log({ level: 'warn', message, stepKey: delivery.stepKey });
    }
  }

  /** The time for all hooks is over. @param limit for the error, ms */
  stop(limit: number): void {
    this.dispatcher.stop(limit);
    this.forgetElsewhere();
  }

  /** The run is given up: what it owes is the store's. */
  abandon(): void {
    for (const owed of this.owed ?? [])
      for (let each: HookAttempt | undefined = owed; each; each = each.next) this.places?.free(each.delivery);
    this.owed = undefined;
    this.stop(0);
  }

  /** Other processes, and the dispatcher of this one, go on without the run. */
  private forgetElsewhere(): void {
    this.places?.forget();
    this.core.hooksIdle();
  }

  hookOf(delivery: Delivery): HookDefinition {
    return this.core.plan.hooks[delivery.hook] as HookDefinition;
  }

  openFor(hook: HookDefinition): undefined | Promise<void> {
    return this.resources.openFor(hook.requiredResourceKeys);
  }

  resourcesFor(hook: HookDefinition): object {
    return this.resources.viewFor(hook, { label: `Hook '${hook.name}'`, keys: hook.requiredResourceKeys });
  }

  logFor(hook: HookDefinition, delivery: Delivery): Logger {
    return createLogger((level, message, data) => {
      const { journal } = this.core;
      const { stepKey } = delivery;
      const head = { runId: journal.runId, at: journal.now(), stepKey, hookName: hook.name };
      journal.appendLogged({ type: 'log', ...head, level, message, data });
      this.core.wakeSoon();
    });
  }

  delayOf(delivery: Delivery, error: Error): number | undefined {
    const hook = this.hookOf(delivery);
    const random = () => this.core.ports.random();
    if (this.places) return deliveryDelay({ hook, error, attempts: delivery.attempt, random });
    const retries = delivery.attempt - 1;
    return decideRetry({ error, failureKind: 'exception', policy: hook.retryPolicy, retries, random });
  }

  completed(delivery: Delivery, duration: number): void {
    const { journal } = this.core;
    if (delivery.stepKey === undefined) journal.append({ type: 'hook.completed', ...this.head(delivery), duration });
    else journal.completed(delivery, duration);
    this.settle(delivery, { state: 'delivered', nextAt: undefined, error: undefined, duration });
    this.core.wakeSoon();
  }

  failed(delivery: Delivery, { error, delay, duration }: FailedAttempt): void {
    const willRetry = delay !== undefined;
    this.core.journal.appendLogged({ type: 'hook.failed', ...this.head(delivery), error, willRetry });
    const nextAt = willRetry ? this.core.journal.now() + delay : undefined;
    this.settle(delivery, { state: willRetry ? 'pending' : 'dead', nextAt, error, duration });
    this.core.wakeSoon();
  }

  /** A blocking delivery holds its step until it has ended, wherever that is. */
  left(delivery: Delivery): void {
    if (this.holders.has(delivery)) this.places?.watch(delivery);
  }

  waitsForPlace(delivery: Delivery): boolean {
    return this.places?.waits(delivery) === true;
  }

  hasPlace(delivery: Delivery): boolean {
    return this.places?.has(delivery) !== false;
  }

  giveBack(delivery: Delivery): void {
    this.places?.giveBack(delivery);
  }

  onPlace(listener: () => void): undefined | (() => void) {
    return this.places?.onFree(listener);
  }

  ended(delivery: Delivery): void {
    const step = this.holders.size > 0 ? this.holders.get(delivery) : undefined;
    if (!step) return;
    this.holders.delete(delivery);
    this.core.later(() => {
      if (delivery.state === 'dead') this.warnOpened(delivery);
      this.steps.release(step);
    });
  }

  idle(): void {
    this.core.hooksIdle();
  }

  private matches(hook: HookDefinition, moment: HookMoment): boolean {
    const { fires, warning } = matchHook(hook, moment, this.facts);
    if (warning !== undefined) this.core.log({ level: 'warn', message: warning, stepKey: moment.stepKey });
    return fires;
  }

  private owe(index: number, hook: HookDefinition, moment: HookMoment): Delivery {
    const { journal, config } = this.core;
    const delivery = new OwedDelivery(journal, index, moment);
    journal.owe(delivery);
    if (config.disabledHooks.size > 0 && config.disabledHooks.has(hook.name))
      this.suppress(delivery, 'disabled by run config');
    return delivery;
  }

  /** On an instance: the claim of the delivery is over, and its place is free. */
  private settle(delivery: Delivery, settled: Pick<HookOutcome, 'state' | 'nextAt' | 'error' | 'duration'>): void {
    if (!this.places) return;
    const endedAt = this.core.journal.now();
    const startedAt = Math.round(endedAt - settled.duration);
    this.core.journal.settle({ ...settled, delivery, attempt: delivery.attempt, startedAt, endedAt });
    this.places.free(delivery);
  }

  private suppress(delivery: Delivery, reason: string): void {
    delivery.state = 'suppressed';
    delivery.reason = reason;
    this.core.journal.append({ type: 'hook.suppressed', ...this.head(delivery), reason });
  }

  private hold(delivery: Delivery, step: StepRun): void {
    this.holders.set(delivery, step);
    step.holds += 1;
  }

  private warnOpened(delivery: Delivery): void {
    const { name } = this.hookOf(delivery);
    const message = `Blocking hook '${name}' failed for good; what waited for it goes on.`;
    this.core.log({ level: 'warn', message, stepKey: delivery.stepKey });
  }

  private head(delivery: Delivery) {
    return {
      runId: delivery.runId,
      at: this.core.journal.now(),
      stepKey: delivery.stepKey,
      hookName: this.hookOf(delivery).name,
      deliveryId: delivery.deliveryId,
      deliveryAttempt: delivery.attempt,
    };
  }
}
