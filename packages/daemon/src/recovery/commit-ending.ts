import { encodeEvent, type HookOutbox, type PlanSnapshot, type RunRow, type RunStore } from '@hookline/core/spi';
import { disabledHooksOf } from '../instance/stored-request';
import type { RunReader, StoredRun } from '../runs/load-run';
import { type EndingReason, endCrashedRun } from './end-crashed-run';

/** What ending runs from outside of them needs. */
export interface EndingSpec {
  readonly store: RunReader & Pick<RunStore, 'commit'> & Pick<HookOutbox, 'registerHooks'>;
  /** Of this process in the store. */
  processId(): string;
  /** ms since 1970 */
  now(): number;
  /** Deliveries were stored: the dispatcher has something to look for. */
  left(): void;
}

/**
 * Ends a run that this process holds, in one commit that its epoch fences.
 * @returns false where another process holds it by now
 */
export async function commitEnding(spec: EndingSpec, stored: StoredRun, reason: EndingReason): Promise<boolean> {
  const { row, snapshot, state } = stored;
  const { events, deliveries } = endCrashedRun(stored, {
    ...reason,
    at: spec.now(),
    hookIds: await hookIdsOf(spec.store, row, snapshot),
    disabledHooks: disabledHooksOf(row.config),
  });
  const part = {
    runId: row.id,
    epoch: row.epoch,
    created: undefined,
    after: state.lastSeq,
    events: events.map((event) => encodeEvent(event, { epoch: row.epoch, redact: asItIs })),
    deliveries,
    status: row.cancelRequested ? ('cancelled' as const) : ('failure' as const),
    endedAt: events.at(-1)?.at,
  };
  const refused = await spec.store.commit({ processId: spec.processId(), runs: [part], outcomes: [], hookLog: [] });
  if (refused.length > 0) return false;
  if (deliveries.some(({ state: is }) => is === 'pending')) spec.left();
  return true;
}

/** Hook name → id in the store, of all hooks of a run's plan. */
export function hookIdsOf(
  store: Pick<HookOutbox, 'registerHooks'>,
  { location, environment, job }: Pick<RunRow, 'location' | 'environment' | 'job'>,
  { hooks }: PlanSnapshot,
): Promise<ReadonlyMap<string, number>> {
  const names = hooks.map(({ name }) => name);
  return store.registerHooks({ location, environment, job }, names);
}

/** Secrets are known only to the process of the run, which redacted what it stored; what is added here has none. */
const asItIs = (text: string): string => text;
