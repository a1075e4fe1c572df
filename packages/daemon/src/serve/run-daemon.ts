import type { Definitions } from '@hookline/core';
import type { OpenInstance } from '../instance/create-instance';
import { serveInstance } from './serve-instance';

/** Ops under way get so long when a daemon is told to end, ms (D34); what has not ended then goes on in another process. */
const OP_GRACE = 20_000;

/**
 * Serves an instance until the signal is aborted: delivers hooks, recovers what dead processes left, executes queued runs.
 * Then it takes nothing new and gives what is under way its time. Closing the instance is the caller's.
 */
export async function runDaemon(instance: OpenInstance, definitions: Definitions, signal: AbortSignal): Promise<void> {
  const { monitor, queue, adoptions } = await serveInstance(instance, definitions);
  monitor.start();
  queue.start();
  await aborted(signal);
  await Promise.all([queue.stop(), monitor.stop()]);
  const { clock } = instance.spec;
  await new Promise<void>((resolve) => {
    const timer = clock.setTimer(OP_GRACE, resolve);
    void adoptions.settled().then(() => {
      timer.cancel();
      resolve();
    });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
