import { RunNotFoundError } from '@hookline/core';
import {
  decodeEvent,
  type EventLog,
  type EventRow,
  foldRun,
  type PlanSnapshot,
  parseSnapshot,
  type RunRow,
  type RunState,
  type RunStore,
  type StreamEvent,
} from '@hookline/core/spi';

/** Events that are read at a time: no transaction is kept over the whole of a long run (D32). */
const PAGE = 2_000;

/** A run as the store has it. */
export interface StoredRun {
  readonly row: RunRow;
  readonly snapshot: PlanSnapshot;
  readonly events: readonly StreamEvent[];
  readonly state: RunState;
}

/** What reading runs needs of a store. */
export type RunReader = Pick<RunStore, 'getRun' | 'getPlan'> & Pick<EventLog, 'readEvents'>;

/** Reads all of a run. @throws RunNotFoundError */
export async function loadRun(store: RunReader, runId: string): Promise<StoredRun> {
  const row = await store.getRun(runId);
  if (!row) throw new RunNotFoundError(runId);
  const snapshot = await loadSnapshot(store, row);
  const events: StreamEvent[] = [];
  // Without a wait per event: there may be a million.
  for await (const page of readPages(store, runId)) for (const each of page) events.push(decodeEvent(each));
  return { row, snapshot, events, state: foldRun(events, snapshot.steps) };
}

/** The plan that a run was started with. */
export async function loadSnapshot(store: Pick<RunStore, 'getPlan'>, row: RunRow): Promise<PlanSnapshot> {
  const text = await store.getPlan(row.planHash);
  if (text === undefined) throw new RunNotFoundError(row.id);
  return parseSnapshot(text);
}

/** The run's stream from after an event on, page by page. */
export async function* readEvents(
  store: Pick<EventLog, 'readEvents'>,
  runId: string,
  after = 0,
): AsyncGenerator<StreamEvent, void> {
  for await (const page of readPages(store, runId, after)) for (const row of page) yield decodeEvent(row);
}

async function* readPages(
  store: Pick<EventLog, 'readEvents'>,
  runId: string,
  after = 0,
): AsyncGenerator<readonly EventRow[], void> {
  for (let last = after; ; ) {
    const rows = await store.readEvents(runId, { after: last, limit: PAGE });
    yield rows;
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return;
    last = end.seq;
  }
}
