/** Where a delivery stands. Without an instance `dead` is a failed hook whose retries, if any, are used up. */
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

/** The id of the delivery of a hook for a trigger. */
export function deliveryId(runId: string, triggerSeq: number, hookName: string): string {
  return `${runId}/${triggerSeq}/${hookName}`;
}
