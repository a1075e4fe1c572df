import type { Logger } from '@hookline/core';
import { type Clock, type Delivery, deliveryId, type HookDefinition } from '@hookline/core/spi';
import type { Deadlines } from '../deadlines';
import type { DeliveryChain } from '../hooks/hook-attempt';
import type { RunFacts } from '../hooks/hook-context';
import { HookDispatcher, type HookHost } from '../hooks/hook-dispatcher';
import type { HookMoment } from '../hooks/hook-moment';
import { matchHook } from '../hooks/match-hook';
import { createLogger } from './create-logger';
import type { RunCore } from './run-core';
import type { RunResources } from './run-resources';
import type { StepRun } from './step-run';

/** The hooks that a moment may fire, and the step that their blocking ones hold back. */
export interface Triggered {
  /** Indices into the plan's hooks, in the order of S3. */
  readonly hooks: readonly number[];
  readonly holder?: StepRun;
}

/** The hooks of one run: decides in a turn what is owed, and has it delivered after the commit. */
export class RunHooks implements HookHost {
  readonly facts: RunFacts;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Called when a blocking delivery has ended. */
  release: (step: StepRun) => void = () => undefined;
  private readonly dispatcher = new HookDispatcher(this);
  private readonly holders = new Map<Delivery, StepRun>();
  private chains: DeliveryChain[] = [];

  constructor(
    private readonly core: RunCore,
    private readonly resources: RunResources,
  ) {
    this.facts = core.facts;
    this.clock = core.clock;
    this.deadlines = core.deadlines;
  }

  /** Deliveries run or wait. */
  get busy(): boolean {
    return this.chains.length > 0 || this.dispatcher.busy;
  }

  /** Decides which hooks fire, once and for all, and owes a delivery to each; they run after the commit. */
  trigger(moment: HookMoment, { hooks, holder }: Triggered): void {
    const deliveries: Delivery[] = [];
    for (const index of hooks) {
      const hook = this.core.plan.hooks[index] as HookDefinition;
      if (!this.matches(hook, moment)) continue;
      const delivery = this.owe(index, hook, moment);
      if (delivery.state === 'suppressed') continue;
      deliveries.push(delivery);
      if (hook.blocking && holder) this.hold(delivery, holder);
    }
    if (deliveries.length > 0) this.chains.push({ moment, deliveries, next: 0 });
  }

  /** Starts what the last commit owes. */
  dispatch(): void {
    const { chains } = this;
    if (chains.length === 0) return;
    this.chains = [];
    for (const chain of chains) this.dispatcher.dispatch(chain);
  }

  /** The time for retries is over. */
  giveUpRetries(): void {
    for (const delivery of this.dispatcher.giveUpRetries(this.core.config.execution.hookWait)) {
      const { name } = this.hookOf(delivery);
      const message = `Hook '${name}' is not tried again: the run has ended and hookWait is over.`;
      this.core.log({ level: 'warn', message, stepKey: delivery.stepKey });
    }
  }

  /** The time for all hooks is over. @param limit for the error, ms */
  stop(limit: number): void {
    this.dispatcher.stop(limit);
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
      journal.append({ type: 'log', ...head, level, message, data });
      this.core.wakeSoon();
    });
  }

  random(): number {
    return this.core.ports.random();
  }

  completed(delivery: Delivery, duration: number): void {
    const { journal } = this.core;
    // Written out, for it is the event of every hook that goes well: a spread takes many times as long.
    journal.append({
      type: 'hook.completed',
      runId: delivery.runId,
      at: journal.now(),
      stepKey: delivery.stepKey,
      hookName: this.hookOf(delivery).name,
      deliveryId: delivery.deliveryId,
      deliveryAttempt: delivery.attempt,
      duration,
    });
    this.core.wakeSoon();
  }

  failed(delivery: Delivery, { error, willRetry }: { error: Error; willRetry: boolean }): void {
    this.core.journal.append({ type: 'hook.failed', ...this.head(delivery), error, willRetry });
    this.core.wakeSoon();
  }

  ended(delivery: Delivery): void {
    const step = this.holders.get(delivery);
    if (!step) return;
    this.holders.delete(delivery);
    this.core.later(() => {
      if (delivery.state === 'dead') this.warnOpened(delivery);
      this.release(step);
    });
  }

  idle(): void {
    this.core.hooksIdle();
  }

  private matches(hook: HookDefinition, moment: HookMoment): boolean {
    const { fires, warning } = matchHook(hook, moment, this.facts);
    if (warning !== undefined) this.core.log({ level: 'warn', message: warning, stepKey: moment.event.stepKey });
    return fires;
  }

  private owe(index: number, hook: HookDefinition, { event }: HookMoment): Delivery {
    const { journal, config } = this.core;
    const delivery: Delivery = {
      deliveryId: deliveryId(journal.runId, event.seq, hook.name),
      runId: journal.runId,
      triggerSeq: event.seq,
      stepKey: event.stepKey,
      hook: index,
      state: 'running',
      attempt: 0,
    };
    journal.owe(delivery);
    if (config.disabledHooks.has(hook.name)) this.suppress(delivery, 'disabled by run config');
    return delivery;
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
