/**
 * Where a delivery stands. Without an instance `dead` is a failed hook whose retries, if any, are used up; on one,
 * `pending` means that it waits in the store.
 */
export type DeliveryState = 'running' | 'pending' | 'delivered' | 'suppressed' | 'dead';

/** One hook owed to one trigger. Its identity is the object; `state`, `attempt` and `error` change. */
export interface Delivery {
  /** `runId/seq of the trigger/hook name`: equal for all attempts, processes and redeliveries. */
  readonly deliveryId: string;
  readonly runId: string;
  readonly triggerSeq: number;
  readonly stepKey: string | undefined;
  /** Index into the hooks of the plan. */
  readonly hook: number;
  state: DeliveryState;
  /** Attempts started. */
  attempt: number;
  /** Why it is `suppressed`. */
  reason?: string;
  /** Of the last attempt. */
  error?: Error;
}

/**
 * The id of the delivery of a hook of last resort, for a delivery that is dead.
 * @param death which of its deaths, for it may have been redelivered: a delivery that dies again is told of again
 */
export function deadLetterId(deadId: string, hookName: string, death: string): string {
  return `${deadId}/dead/${hookName}/${death}`;
}

/** The dead delivery that a hook of last resort is told of. */
export function deadIdOf(deadLetterId: string): string {
  return deadLetterId.split('/').slice(0, -3).join('/');
}

/** The id of the delivery of a hook for a trigger. */
export function deliveryId(runId: string, triggerSeq: number, hookName: string): string {
  return `${runId}/${triggerSeq}/${hookName}`;
}

/** How one attempt of a delivery ended, on an instance. */
export interface HookOutcome {
  readonly delivery: Delivery;
  readonly attempt: number;
  /** `pending`: it is tried again at `nextAt`. */
  readonly state: 'delivered' | 'pending' | 'dead';
  /** ms since 1970 */
  readonly nextAt: number | undefined;
  readonly error: Error | undefined;
  /** ms since 1970 */
  readonly startedAt: number;
  readonly endedAt: number;
  /** ms, monotonic */
  readonly duration: number;
}
