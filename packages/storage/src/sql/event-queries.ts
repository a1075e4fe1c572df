import type { EventPage, EventRow, HookLogRow } from '@hookline/core/spi';
import type { Database } from './database';
import { EVENT, HOOK_LOG, toEvent, toHookLog } from './rows';

const PAGE = `SELECT ${EVENT} FROM events WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

export async function readEvents(db: Database, runId: string, page: EventPage): Promise<readonly EventRow[]> {
  const rows = await db.read(PAGE, [runId, page.after, page.limit]);
  return rows.map(toEvent);
}

export async function readEvent(db: Database, runId: string, seq: number): Promise<EventRow | undefined> {
  const [row] = await db.read(`SELECT ${EVENT} FROM events WHERE run_id = $1 AND seq = $2`, [runId, seq]);
  return row && toEvent(row);
}

/**
 * Of `invoice` also `invoice[A]`: '[' is followed by '\' in the order of both databases. Two joins, since one with OR uses no
 * index; keys come first and are compared as ranges, or SQLite walks through all events of the run for each query.
 */
const OUTPUTS = `WITH wanted AS (SELECT value AS key FROM list($2))
  SELECT ${EVENT} FROM wanted CROSS JOIN events
  WHERE type = 'step.output' AND run_id = $1 AND step_key >= wanted.key AND step_key <= wanted.key
  UNION
  SELECT ${EVENT} FROM wanted CROSS JOIN events
  WHERE type = 'step.output' AND run_id = $1 AND step_key >= wanted.key || '[' AND step_key < wanted.key || '\\'
  ORDER BY seq`;

/** So many keys to a query: an output is then looked up once or twice, and the list stays short. */
const KEYS = 500;

export async function readOutputs(
  db: Database,
  runId: string,
  stepKeys: readonly string[],
): Promise<readonly EventRow[]> {
  const found = new Map<number, EventRow>();
  for (let start = 0; start < stepKeys.length; start += KEYS) {
    const rows = await db.read(OUTPUTS, [runId, JSON.stringify(stepKeys.slice(start, start + KEYS))]);
    for (const row of rows.map(toEvent)) found.set(row.seq, row);
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

const LOG = `SELECT ${HOOK_LOG} FROM hook_log WHERE run_id = $1 ORDER BY at, n, digest`;

export async function readHookLog(db: Database, runId: string): Promise<readonly HookLogRow[]> {
  const rows = await db.read(LOG, [runId]);
  return rows.map(toHookLog);
}
