import type { AttemptRow, DeliveryQuery, DeliveryRow, HookRow } from '@hookline/core/spi';
import { type Database, query, type Script } from './database';
import { ATTEMPT, DELIVERY, toAttempt, toDelivery } from './rows';

const FROM = `SELECT ${DELIVERY} FROM deliveries d JOIN hooks h ON h.id = d.hook_id`;

export async function getDelivery(db: Database, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await db.read(`${FROM} WHERE d.id = $1`, [id]);
  return row && toDelivery(row);
}

/** In the order of the ids that are asked for. */
export async function getDeliveries(db: Database, ids: readonly string[]): Promise<readonly DeliveryRow[]> {
  const rows = await db.read(`${FROM} WHERE d.id IN (SELECT value FROM list($1))`, [JSON.stringify(ids)]);
  const found = new Map(rows.map(toDelivery).map((row) => [row.id, row]));
  return [...new Set(ids)].map((id) => found.get(id)).filter((row) => row !== undefined);
}

const FILTERS = `(CAST($1 AS text) IS NULL OR d.state IN (SELECT value FROM list($1)))
    AND (CAST($2 AS text) IS NULL OR h.name = $2)
    AND (CAST($3 AS text) IS NULL OR h.job = $3)
    AND (CAST($4 AS text) IS NULL OR h.location = $4)
    AND (CAST($5 AS text) IS NULL OR h.environment = $5)
    AND (CAST($6 AS bigint) IS NULL OR d.created_at < $6 OR (d.created_at = $6 AND d.id < $7))`;

const NEWEST = 'ORDER BY d.created_at DESC, d.id DESC LIMIT $8';

const LIST = `${FROM} WHERE ${FILTERS} ${NEWEST}`;

/** Ids begin with their run, so its deliveries lie side by side; '/' is followed by '0'. */
const LIST_OF_RUN = `${FROM} WHERE d.run_id = $9 AND d.id >= $9 || '/' AND d.id < $9 || '0' AND ${FILTERS} ${NEWEST}`;

export async function listDeliveries(db: Database, asked: DeliveryQuery): Promise<readonly DeliveryRow[]> {
  const { runId, states, hook, job, location, environment, before, limit } = asked;
  const filters = [states ? JSON.stringify(states) : null, hook ?? null, job ?? null];
  const pair = [location ?? null, environment ?? null];
  const values = [...filters, ...pair, before?.createdAt ?? null, before?.id ?? null, limit];
  const rows = await (runId === undefined ? db.read(LIST, values) : db.read(LIST_OF_RUN, [...values, runId]));
  return rows.map(toDelivery);
}

export async function attemptsOf(db: Database, deliveryId: string): Promise<readonly AttemptRow[]> {
  const text = `SELECT ${ATTEMPT} FROM delivery_attempts WHERE delivery_id = $1 ORDER BY claim`;
  const rows = await db.read(text, [deliveryId]);
  return rows.map(toAttempt);
}

/** The claim goes on growing: what comes late from an older one is still told from what is to come. */
const REDELIVER = `UPDATE deliveries SET state = 'pending', next_at = $2, attempts = 0, losses = 0, reason = NULL,
    error = NULL, duration = NULL, ended_at = NULL, unroutable_at = NULL, failed_round = NULL
  WHERE id IN (SELECT value FROM list($1)) AND state IN ('dead', 'suppressed')
  RETURNING id`;

export async function redeliver(db: Database, ids: readonly string[], now: number): Promise<number> {
  const rows = await db.write(() => all(REDELIVER, JSON.stringify(ids), now));
  return rows.length;
}

const BLOCKING = `${FROM} WHERE d.run_id = $1 AND d.blocking = 1 AND d.state IN ('open', 'pending', 'running')
  ORDER BY d.trigger_seq, d.hook_order`;

export async function blockingOf(db: Database, runId: string): Promise<readonly DeliveryRow[]> {
  const rows = await db.read(BLOCKING, [runId]);
  return rows.map(toDelivery);
}

const RUNNING = `${FROM} WHERE d.state = 'running' AND d.owner IN (SELECT value FROM list($1))
  ORDER BY d.created_at, d.id`;

export async function runningOf(db: Database, processIds: readonly string[]): Promise<readonly DeliveryRow[]> {
  const rows = await db.read(RUNNING, [JSON.stringify(processIds)]);
  return rows.map(toDelivery);
}

/** Whose hooks they are (D14). */
export type Pair = Pick<HookRow, 'location' | 'environment'>;

const NOTE_UNROUTABLE = `UPDATE deliveries SET unroutable_at = $4
  WHERE state = 'pending' AND next_at <= $4 AND unroutable_at IS NULL
    AND hook_id IN (SELECT id FROM hooks WHERE location = $1 AND environment = $2)
    AND (hook_id NOT IN (SELECT CAST(value AS bigint) FROM list($3))
      OR bound_to IN (SELECT id FROM processes WHERE ended IS NOT NULL))`;

export async function noteUnroutable(
  db: Database,
  of: Pair,
  { known, now }: { readonly known: readonly number[]; readonly now: number },
): Promise<void> {
  await db.write(() => all(NOTE_UNROUTABLE, of.location, of.environment, JSON.stringify(known), now));
}

const UNROUTABLE = `${FROM} WHERE d.state = 'pending' AND d.unroutable_at IS NOT NULL AND d.unroutable_at < $3
    AND h.location = $1 AND h.environment = $2
  ORDER BY d.created_at, d.id`;

export async function unroutableSince(db: Database, of: Pair, before: number): Promise<readonly DeliveryRow[]> {
  const rows = await db.read(UNROUTABLE, [of.location, of.environment, before]);
  return rows.map(toDelivery);
}

function* all(...args: Parameters<typeof query>): Script<readonly Readonly<Record<string, unknown>>[]> {
  return yield query(...args);
}
