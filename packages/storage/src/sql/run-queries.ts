import type { QueueRequest, RunQuery, RunRow } from '@hookline/core/spi';
import { type Database, query, type Script } from './database';
import { hasEnded } from './process-queries';
import { RUN, toRun } from './rows';

export async function getRun(db: Database, runId: string): Promise<RunRow | undefined> {
  const [row] = await db.read(`SELECT ${RUN} FROM runs WHERE id = $1`, [runId]);
  return row && toRun(row);
}

/** Compared byte by byte in both databases, so the ids that begin with a text lie side by side. */
const FIND = 'SELECT id FROM runs WHERE id >= $1 AND substr(id, 1, length($1)) = $1 ORDER BY id LIMIT $2';

export async function findRunIds(db: Database, prefix: string, limit: number): Promise<readonly string[]> {
  const rows = await db.read(FIND, [prefix, limit]);
  return rows.map(({ id }) => id as string);
}

const LIST = `SELECT ${RUN} FROM runs
  WHERE (CAST($1 AS text) IS NULL OR location = $1)
    AND (CAST($2 AS text) IS NULL OR environment = $2)
    AND (CAST($3 AS text) IS NULL OR job = $3)
    AND (CAST($4 AS text) IS NULL OR status IN (SELECT value FROM list($4)))
    AND (CAST($5 AS bigint) IS NULL OR (created_at, id) < ($5, $6))
  ORDER BY created_at DESC, id DESC LIMIT $7`;

export async function listRuns(db: Database, runQuery: RunQuery): Promise<readonly RunRow[]> {
  const { location, environment, job, statuses, before, limit } = runQuery;
  const filters = [location ?? null, environment ?? null, job ?? null, statuses ? JSON.stringify(statuses) : null];
  const rows = await db.read(LIST, [...filters, before?.createdAt ?? null, before?.id ?? null, limit]);
  return rows.map(toRun);
}

export async function getPlan(db: Database, hash: string): Promise<string | undefined> {
  const [row] = await db.read('SELECT snapshot FROM plans WHERE hash = $1', [hash]);
  return row?.['snapshot'] as string | undefined;
}

const CLAIM_QUEUED = `UPDATE runs SET status = 'running', epoch = epoch + 1, owner = $1
  WHERE status = 'queued' AND id = (
    SELECT id FROM runs WHERE status = 'queued' AND location = $2 AND environment = $3
    ORDER BY priority DESC, created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING ${RUN}`;

export async function claimQueuedRun(db: Database, request: QueueRequest): Promise<RunRow | undefined> {
  const { processId, location, environment } = request;
  return first(db, () => rowFor(processId, rowOf(CLAIM_QUEUED, processId, location, environment)));
}

const TAKE_OVER = `UPDATE runs SET epoch = epoch + 1, owner = $3, recoveries = recoveries + 1
  WHERE id = $1 AND epoch = $2 AND owner IS NOT NULL AND status IN ('queued', 'running')
  RETURNING ${RUN}`;

export async function takeOverRun(
  db: Database,
  run: Pick<RunRow, 'id' | 'epoch'>,
  processId: string,
): Promise<RunRow | undefined> {
  return first(db, () => rowFor(processId, rowOf(TAKE_OVER, run.id, run.epoch, processId)));
}

const RUNS_OF = `SELECT ${RUN} FROM runs
  WHERE owner IS NOT NULL AND owner IN (SELECT value FROM list($1)) AND status IN ('queued', 'running')
  ORDER BY created_at, id`;

export async function runsOf(db: Database, processIds: readonly string[]): Promise<readonly RunRow[]> {
  const rows = await db.read(RUNS_OF, [JSON.stringify(processIds)]);
  return rows.map(toRun);
}

const REQUEST_CANCEL = `UPDATE runs SET cancel_requested = 1
  WHERE id = $1 AND status IN ('queued', 'running') RETURNING id`;

export async function requestCancel(db: Database, runId: string): Promise<boolean> {
  const found = await db.write(() => rowOf(REQUEST_CANCEL, runId));
  return found !== undefined;
}

const CANCEL_REQUESTS =
  'SELECT id FROM runs WHERE owner = $1 AND owner IS NOT NULL AND cancel_requested = 1 ORDER BY id';

export async function cancelRequestsOf(db: Database, processId: string): Promise<readonly string[]> {
  const rows = await db.read(CANCEL_REQUESTS, [processId]);
  return rows.map(({ id }) => id as string);
}

function* rowFor(processId: string, script: ReturnType<typeof rowOf>): ReturnType<typeof rowOf> {
  return (yield* hasEnded(processId)) ? undefined : yield* script;
}

async function first(db: Database, script: () => ReturnType<typeof rowOf>): Promise<RunRow | undefined> {
  const row = await db.write(script);
  return row && toRun(row);
}

function* rowOf(...[text, ...values]: Parameters<typeof query>): Script<Readonly<Record<string, unknown>> | undefined> {
  const [row] = yield query(text, ...values);
  return row;
}
