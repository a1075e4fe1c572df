import type { Delivery, HookOutcome } from '../events/delivery';
import type { RunEvent } from '../events/run-event';
import type { CommitResult } from './store';

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
  /** How attempts of deliveries ended, on an instance; fenced by the deliveries' claims, not by the run's epoch. */
  readonly outcomes: readonly HookOutcome[];
}

/** What one turn of the scheduler adds: one part for each run that moved. */
export type CommitBatch = readonly RunPart[];

/** `undefined`: all is committed; else the ids of runs whose parts were refused, for another process holds them (D8). */
export type SinkResult = undefined | CommitResult;

/**
 * Where events go before anything happens because of them (D1). A promise is waited for. A rejected batch is offered
 * again unchanged until `storeGrace` is over (D3).
 */
export interface EventSink {
  commit(batch: CommitBatch): SinkResult | Promise<SinkResult>;
}
