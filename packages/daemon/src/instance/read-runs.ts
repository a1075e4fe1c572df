import {
  type DeliveryRow,
  type HookOutbox,
  type RunRow,
  type RunStore,
  type StreamEvent,
  stepsOf,
} from '@hookline/core/spi';
import { loadRun, type RunReader, type StoredRun } from '../runs/load-run';
import { findRunId } from './find-run';
import type { ListRuns, RunDetails, RunSummary } from './instance';

/** What reading runs needs. */
export type RunsReader = RunReader & Pick<RunStore, 'findRunIds' | 'listRuns'> & Pick<HookOutbox, 'listDeliveries'>;

const PAGE = 20;

/** Runs of the instance, the newest first; those of all locations and environments. */
export async function listRuns(store: RunsReader, query: ListRuns = {}): Promise<readonly RunSummary[]> {
  const { job, status, limit = PAGE } = query;
  const before = query.before === undefined ? undefined : await store.getRun(await findRunId(store, query.before));
  const rows = await store.listRuns({
    ...(job !== undefined && { job }),
    ...(status !== undefined && { statuses: [status] }),
    ...(before && { before }),
    limit,
  });
  return rows.map(summaryOf);
}

/** A run with its steps and hooks. @throws RunNotFoundError */
export async function getRun(store: RunsReader, given: string): Promise<RunDetails> {
  const run = await loadRun(store, await findRunId(store, given));
  const { state, row } = run;
  return {
    ...summaryOf(row),
    steps: stepsOf(state),
    error: state.error,
    startedAt: state.startedAt,
    deliveries: await deliveriesOf(store, row.id),
    notRestorable: lostOutputs(run),
  };
}

/** All deliveries of a run, the oldest first. */
export async function deliveriesOf(
  store: Pick<HookOutbox, 'listDeliveries'>,
  runId: string,
): Promise<readonly DeliveryRow[]> {
  const rows: DeliveryRow[] = [];
  for (let before: DeliveryRow | undefined; ; ) {
    const page = await store.listDeliveries({ runId, limit: MOST_ROWS, ...(before && { before }) });
    rows.push(...page);
    before = page.at(-1);
    if (page.length < MOST_ROWS) return rows.reverse();
  }
}

/** Rows that are read at a time. */
const MOST_ROWS = 1_000;

function summaryOf(row: RunRow): RunSummary {
  const { id, job, location, environment, status, parentId, rootId, tags, createdAt, endedAt } = row;
  return { id, job, location, environment, status, parentId, rootId, tags, createdAt, endedAt };
}

/** Steps whose output no other process can read: only memory has it, it has a secret, it is too large. */
function lostOutputs({ events }: StoredRun): RunDetails['notRestorable'] {
  return events.flatMap((event: StreamEvent) => {
    if (event.type !== 'step.output' || event.stored?.kind !== 'lost') return [];
    return [{ stepKey: event.stepKey, reason: event.stored.reason }];
  });
}
