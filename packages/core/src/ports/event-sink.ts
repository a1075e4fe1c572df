import type { Delivery } from '../events/delivery';
import type { RunEvent } from '../events/run-event';

/** What one turn of the scheduler adds to one run. */
export interface RunPart {
  readonly runId: string;
  /** The holder's number of this run; a store refuses parts of an older one. */
  readonly epoch: number;
  /**
   * In the order in which they happened: those with `seq` (gapless, ascending) make the run's state, those without tell
   * what became of deliveries and of resources that only hooks need.
   */
  readonly events: readonly RunEvent[];
  /** Deliveries that the events owe. */
  readonly deliveries: readonly Delivery[];
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
