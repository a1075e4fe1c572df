import type { Definitions } from '@hookline/core';
import type { DrainCounts } from '../dispatcher/dispatcher-spec';
import type { OpenInstance } from '../instance/create-instance';
import { serveInstance } from './serve-instance';

/** What one pass did. */
export interface Delivered extends DrainCounts {
  /** Runs of dead processes that were ended, or taken over and executed to their end. */
  readonly recoveredRuns: number;
  /** Deliveries that are not due yet, or owed by code that was not found here. */
  readonly waiting: number;
}

/**
 * One pass for processes that do not stay, as from cron: recovers what is dead for certain, goes on with runs that are to
 * be resumed, and delivers what is due until nothing is.
 */
export async function deliverOnce(
  instance: OpenInstance,
  definitions: Definitions,
  signal?: AbortSignal,
): Promise<Delivered> {
  const { monitor, adoptions } = await serveInstance(instance, definitions);
  const { store, clock } = instance.spec;
  const before = await store.runsOf((await store.liveProcesses()).map(({ id }) => id));
  await monitor.recoverOnce();
  await adoptions.settled();
  const after = await Promise.all(before.map(({ id }) => store.getRun(id)));
  const recoveredRuns = after.filter((row, at) => row !== undefined && row.epoch > (before[at]?.epoch ?? 0)).length;
  const stop = () => void instance.dispatcher.stop();
  signal?.addEventListener('abort', stop, { once: true });
  const counts = await instance.dispatcher.drain();
  signal?.removeEventListener('abort', stop);
  const { counts: left } = await store.outboxSummary(clock.now());
  return { ...counts, recoveredRuns, waiting: left.pending + left.open };
}
