import type { Clock, Store } from '@hookline/core/spi';
import type { Dispatcher } from '../dispatcher/dispatcher';

/** Retries that are due within this time are waited for at the end of a process, ms: one `hookWait` (D16). */
const LAST_WAIT = 60_000;

/** Hooks under way get this long at the end, ms (D34). */
const HOOK_GRACE = 5_000;

/** The end of a process's part in an instance. */
export interface LeaveSpec {
  readonly store: Pick<Store, 'liveProcesses' | 'outboxSummary'>;
  readonly location: string;
  readonly environment: string;
  readonly processId: string;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'drain' | 'stop'>;
  say(line: string): void;
}

/**
 * Where no other process serves the same pair, due retries are waited for, and what is left is told with how to serve it:
 * nothing of it is lost.
 */
export async function takeLeave(spec: LeaveSpec): Promise<void> {
  const alone = !(await isServed(spec));
  if (alone) await spec.dispatcher.drain({ until: spec.clock.now() + LAST_WAIT });
  await spec.dispatcher.stop(HOOK_GRACE);
  const waiting = alone ? await waitingIn(spec) : 0;
  if (waiting === 0) return;
  const hooks = waiting === 1 ? '1 hook waits' : `${waiting} hooks wait`;
  spec.say(`${hooks} for a next attempt. Serve them with: hookline daemon (or once: hookline hook deliver).`);
}

async function isServed({ store, location, environment, processId }: LeaveSpec): Promise<boolean> {
  const processes = await store.liveProcesses();
  return processes.some(
    (other) =>
      other.id !== processId &&
      other.role !== 'tool' &&
      other.location === location &&
      other.environment === environment,
  );
}

async function waitingIn({ store, clock }: LeaveSpec): Promise<number> {
  const { counts } = await store.outboxSummary(clock.now());
  return counts.pending + counts.open;
}
