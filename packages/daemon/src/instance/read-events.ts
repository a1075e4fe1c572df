import {
  type AttemptRow,
  type Clock,
  type DeliveryRow,
  decodeError,
  decodeHookLog,
  type EventLog,
  type HookEvent,
  type HookOutbox,
  type RunEvent,
  type RunStore,
  type StoredError,
} from '@hookline/core/spi';
import { readEvents } from '../runs/load-run';
import type { ReadEvents } from './instance';
import { deliveriesOf } from './read-runs';

/** What reading events needs. */
export type EventsReader = Pick<RunStore, 'getRun'> & EventLog & Pick<HookOutbox, 'listDeliveries' | 'attemptsOf'>;

/** Between looks at a run that is followed, ms. */
const LOOK = 250;

/** Where deliveries have ended. */
const ENDED: ReadonlySet<string> = new Set(['delivered', 'suppressed', 'folded', 'dead']);

/**
 * Both streams of a run, merged by time within what one look finds; the run's own is read page by page, so that nobody waits
 * for the end of a long one to see its beginning. With `follow` it goes on until the run and all its hooks have ended, or the
 * signal is aborted.
 */
export async function* runEvents(
  { store, clock }: { readonly store: EventsReader; readonly clock: Clock },
  runId: string,
  { after = 0, follow }: ReadEvents = {},
): AsyncGenerator<RunEvent, void> {
  const told = new Set<string>();
  for (let seq = after; ; ) {
    const { beside, isOver } = await lookBeside(store, runId);
    const untold = beside.filter(({ key }) => !told.has(key));
    for (const { key } of untold) told.add(key);
    for await (const event of mergeByTime(readEvents(store, runId, seq), untold)) {
      if (event.seq !== undefined) seq = event.seq;
      yield event;
    }
    if (!follow || follow.aborted || isOver) return;
    await pause(clock, follow);
  }
}

/** What happened around a run, with what tells it from all other of the kind. */
interface Found {
  readonly key: string;
  readonly event: RunEvent;
}

/** What hooks did and said, the oldest first. How the run stands is read before: nothing is missed that happens in between. */
async function lookBeside(store: EventsReader, runId: string) {
  const beside: Found[] = [];
  const row = await store.getRun(runId);
  const deliveries = await deliveriesOf(store, runId);
  for (const delivery of deliveries) beside.push(...(await eventsOf(store, delivery)));
  const log = await store.readHookLog(runId);
  for (const [at, line] of log.entries()) beside.push({ key: `log/${at}`, event: decodeHookLog(line) });
  const isOver = row?.endedAt !== undefined && deliveries.every(({ state }) => ENDED.has(state));
  return { beside: beside.sort((a, b) => a.event.at - b.event.at), isOver };
}

/** At one time the run's own stream comes first, in its order: no hook before what triggered it. */
async function* mergeByTime(stream: AsyncIterable<RunEvent>, beside: readonly Found[]): AsyncGenerator<RunEvent, void> {
  let next = 0;
  for await (const event of stream) {
    for (let found = beside[next]; found && found.event.at < event.at; found = beside[next]) {
      next += 1;
      yield found.event;
    }
    yield event;
  }
  for (const { event } of beside.slice(next)) yield event;
}

async function eventsOf(store: EventsReader, delivery: DeliveryRow): Promise<readonly Found[]> {
  const attempts = needsAttempts(delivery) ? await store.attemptsOf(delivery.id) : [];
  const events = attempts.map((attempt) => attemptEvent(delivery, attempt, attempts));
  if (delivery.state === 'suppressed') events.push(suppressedEvent(delivery));
  if (delivery.state === 'delivered' && !attempts.some(({ result }) => result === 'delivered'))
    events.push(completedEvent(delivery));
  return events.map((event, at) => ({ key: `${delivery.id}/${at}`, event }));
}

/** One that was delivered at once says all in its row. */
function needsAttempts({ state, attempts, losses }: DeliveryRow): boolean {
  return attempts > 1 || losses > 0 || (attempts > 0 && state !== 'delivered');
}

function head({ runId, stepKey, hook, id }: DeliveryRow, at: number, attempt: number) {
  const of = { hookName: hook, deliveryId: id, deliveryAttempt: attempt };
  return { runId, at, ...(stepKey !== undefined && { stepKey }), ...of };
}

function completedEvent(delivery: DeliveryRow): HookEvent {
  const { endedAt = delivery.createdAt, attempts, duration = 0 } = delivery;
  return { type: 'hook.completed', ...head(delivery, endedAt, Math.max(1, attempts)), duration };
}

function suppressedEvent(delivery: DeliveryRow): HookEvent {
  const reason = delivery.reason ?? 'it was held back';
  return { type: 'hook.suppressed', ...head(delivery, delivery.createdAt, 0), reason };
}

function attemptEvent(delivery: DeliveryRow, attempt: AttemptRow, all: readonly AttemptRow[]): HookEvent {
  const { endedAt, n, duration, result } = attempt;
  if (result === 'delivered') return { type: 'hook.completed', ...head(delivery, endedAt, n), duration };
  const error = attempt.error === undefined ? new Error(LOST) : decodeError(JSON.parse(attempt.error) as StoredError);
  const willRetry = attempt !== all.at(-1) || !ENDED.has(delivery.state);
  return { type: 'hook.failed', ...head(delivery, endedAt, n), error, willRetry };
}

const LOST = 'The process that attempted it died.';

function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      timer.cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimer(LOOK, end);
    signal.addEventListener('abort', end);
  });
}
