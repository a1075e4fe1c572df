import { HookStoppedError, type Logger } from '@hookline/core';
import type { Delivery, HookDefinition } from '@hookline/core/spi';
import {
  type AttemptOwner,
  createResourceView,
  type Deadlines,
  HookAttempt,
  type HookAttemptHost,
  type RunFacts,
  type Time,
} from '@hookline/engine';
import { askerOf, type LoadedDelivery } from './delivery-loader';
import type { HookLog } from './hook-log';
import type { HookResources, ResourceLease } from './hook-resources';

/** What attempts of a process share. */
export interface AttemptShared {
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly resources: HookResources;
  readonly log: HookLog;
}

/** How an attempt ended. */
export interface AttemptEnd {
  readonly error: Error | undefined;
  /** ms, monotonic */
  readonly duration: number;
  /** Its time was over, or it was stopped, and the hook has not settled. */
  readonly busy: boolean;
}

/** Who is told how an attempt gets on. */
export interface AttemptListener {
  ended(attempt: DeliveryAttempt, end: AttemptEnd): void;
  /** The call of one that ended `busy` has settled. */
  settled(attempt: DeliveryAttempt, returned: boolean): void;
}

/** An attempt of a delivery that was taken from the store. */
export class DeliveryAttempt implements AttemptOwner, HookAttemptHost {
  readonly host = this;
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly facts: RunFacts;
  /** It was told to end because the process does. */
  stopped = false;
  private readonly attempt: HookAttempt;
  private lease: ResourceLease | undefined = undefined;

  constructor(
    readonly loaded: LoadedDelivery,
    private readonly shared: AttemptShared,
    private readonly listener: AttemptListener,
  ) {
    this.time = shared.time;
    this.deadlines = shared.deadlines;
    this.facts = loaded.setting.facts;
    this.attempt = new HookAttempt(this, toDelivery(loaded), loaded.moment);
  }

  start(): void {
    this.attempt.start();
  }

  /** The process ends: the hook is told so, and what becomes of its call decides. @param limit the time that it had, ms */
  stop(limit: number): void {
    this.stopped = true;
    this.attempt.stop(limit);
  }

  attemptEnded({ error, duration, busy }: HookAttempt): void {
    this.lease?.release();
    if (busy) this.attempt.onSettled = (returned) => this.listener.settled(this, returned);
    this.listener.ended(this, { error, duration, busy });
  }

  hookOf(): HookDefinition {
    return this.loaded.hook;
  }

  openFor({ requiredResourceKeys }: HookDefinition): undefined | Promise<void> {
    if (requiredResourceKeys.length === 0) return undefined;
    const teller = this.shared.log.tellerOf(this.loaded);
    this.lease = this.shared.resources.use(requiredResourceKeys, askerOf(this.loaded, teller));
    return this.lease.opened;
  }

  resourcesFor({ name, requiredResourceKeys }: HookDefinition): object {
    const entries = requiredResourceKeys.map((key) => [key, this.lease?.get(key)] as const);
    return createResourceView(`Hook '${name}'`, Object.fromEntries(entries));
  }

  logFor(): Logger {
    return this.shared.log.loggerOf(this.loaded);
  }
}

/** True for the error of an attempt that ended because its process does. */
export function isStop(error: Error | undefined): boolean {
  return error instanceof HookStoppedError;
}

function toDelivery({ row, run }: LoadedDelivery): Delivery {
  const { id: deliveryId, runId, triggerSeq, stepKey } = row;
  const hook = run.snapshot.hooks.findIndex(({ name }) => name === row.hook);
  return { deliveryId, runId, triggerSeq, stepKey, hook, state: 'running', attempt: attemptOf(row) };
}

/** Claims whose owner died may have had effects: whoever receives them is to know that this may be the second time. */
export function attemptOf({ attempts, losses }: LoadedDelivery['row']): number {
  return attempts + losses + 1;
}
