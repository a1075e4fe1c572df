import type { Clock, ProcessRole, Store } from '@hookline/core/spi';
import { messageOf, toError } from '@hookline/engine';
import type { Dispatcher } from '../dispatcher/dispatcher';

/** Retries that are due within this time are waited for at the end of a process, ms: one `hookWait` (D16). */
const LAST_WAIT = 60_000;

/** A wait that is longer is told of, ms: nobody should wonder why a command that has shown its result does not end. */
const SILENT_WAIT = 1_500;

/** Hooks under way get this long at the end, ms (D34). */
const HOOK_GRACE = 5_000;

/** The end of a process's part in an instance. */
export interface LeaveSpec {
  readonly store: Pick<Store, 'liveProcesses' | 'outboxSummary'>;
  readonly location: string;
  readonly environment: string;
  readonly role: ProcessRole;
  readonly processId: string;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'drain' | 'stop'>;
  say(line: string): void;
}

/**
 * Where no other process serves the same pair, a process that executed runs waits for retries that are due soon, and what is
 * left is told with how to serve it: nothing of it is lost. A daemon that is stopped, and one pass of `hook deliver`, do not
 * wait: who stops them, or has them run by cron, wants them to end.
 */
export async function takeLeave(spec: LeaveSpec): Promise<void> {
  const { role, dispatcher } = spec;
  const alone = !(await isServed(spec));
  if (alone && role !== 'daemon' && role !== 'deliver') await waitForRetries(spec);
  await dispatcher.stop(HOOK_GRACE);
  // One pass has said itself what waits.
  const waiting = alone && role !== 'deliver' ? await waitingIn(spec) : 0;
  if (waiting === 0) return;
  const hooks = waiting === 1 ? '1 hook waits' : `${waiting} hooks wait`;
  spec.say(`${hooks} for a next attempt. Serve them with: hookline daemon (or once: hookline hook deliver).`);
}

async function waitForRetries(spec: LeaveSpec): Promise<void> {
  const { clock, dispatcher } = spec;
  const timer = clock.setTimer(SILENT_WAIT, () => {
    spec.say(
      `Waits up to ${LAST_WAIT / 1_000} s for hooks that are tried again. Whoever ends the process before loses none.`,
    );
  });
  try {
    await dispatcher.drain({ until: clock.now() + LAST_WAIT });
  } catch (error) {
    // What it holds is found by its death.
    spec.say(`Hooks that wait are left, for the store fails: ${messageOf(toError(error, 'The store'))}`);
  } finally {
    timer.cancel();
  }
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
