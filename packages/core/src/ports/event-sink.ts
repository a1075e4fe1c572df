import type { HookEvent, StreamEvent } from '../events/run-event';
import type { Delivery } from '../events/delivery';

/** What one turn of the scheduler adds to one run. */
export interface RunPart {
  readonly runId: string;
  /** The holder's number of this run; a store refuses parts of an older one. */
  readonly epoch: number;
  /** Ascending `seq` without gaps; `[]` where only hooks moved. */
  readonly events: readonly StreamEvent[];
  /** Deliveries that the events owe. */
  readonly deliveries: readonly Delivery[];
  /** What happened to deliveries and hook-only resources since the last turn. */
  readonly hookEvents: readonly HookEvent[];
}

/** What one turn of the scheduler adds: one part for each run that moved. */
export type CommitBatch = readonly RunPart[];

/**
 * Where events go before anything happens because of them (D1). `undefined` says that the batch is committed; a promise
 * is waited for. A rejected batch is offered again unchanged until `storeGrace` is over (D3).
 */
export interface EventSink {
  commit(batch: CommitBatch): undefined | Promise<void>;
}
