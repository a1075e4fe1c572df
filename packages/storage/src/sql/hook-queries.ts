import type { HookRow, OutboxSummary, StoredDeliveryState } from '@hookline/core/spi';
import { type Database, query, type Script } from './database';
import { HOOK, toHook } from './rows';

/** The names that a hook is found by, without what the store counts of it. */
export type HookNames = Omit<HookRow, 'id' | 'name' | 'failures' | 'openUntil'>;

const KNOWN = `SELECT id, name FROM hooks
  WHERE location = $1 AND environment = $2 AND job = $3 AND name IN (SELECT value FROM list($4))`;

const ADD = `INSERT INTO hooks (location, environment, job, name) VALUES ($1, $2, $3, $4)
  ON CONFLICT (location, environment, job, name) DO NOTHING`;

/** Reads first: but for the first run of a job all are known, and no other writer need wait. */
export async function registerHooks(
  db: Database,
  of: HookNames,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const values = [of.location, of.environment, of.job, JSON.stringify(names)];
  const known = toIds(await db.read(KNOWN, values));
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return known;
  await db.write(() => addHooks(of, missing));
  return toIds(await db.read(KNOWN, values));
}

function* addHooks(of: HookNames, names: readonly string[]): Script<void> {
  for (const name of names) yield query(ADD, of.location, of.environment, of.job, name);
}

const toIds = (rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ id, name }) => [name as string, id as number]));

/** One look into the index of due ones per hook. A hook whose breaker is open is not due before that ends. */
const NEXT_DUE = `SELECT MIN(CASE WHEN open_until > due THEN open_until ELSE due END) AS due FROM (
    SELECT h.open_until,
      (SELECT MIN(d.next_at) FROM deliveries d WHERE d.hook_id = h.id AND d.state = 'pending') AS due
    FROM hooks h WHERE h.id IN (SELECT CAST(value AS bigint) FROM list($1))) AS hooks_due
  WHERE due IS NOT NULL`;

export async function nextDue(db: Database, hookIds: readonly number[]): Promise<number | undefined> {
  const [row] = await db.read(NEXT_DUE, [JSON.stringify(hookIds)]);
  return (row?.['due'] as number | null) ?? undefined;
}

/** The states of few rows, each out of an index of its own; what is left of all is `delivered`, the state of most. */
const COUNTS = `SELECT 'pending' AS state, COUNT(*) AS count FROM deliveries WHERE state = 'pending'
  UNION ALL SELECT 'running', COUNT(*) FROM deliveries WHERE state = 'running'
  UNION ALL SELECT state, COUNT(*) FROM deliveries WHERE state IN ('open', 'suppressed', 'folded', 'dead') GROUP BY state
  UNION ALL SELECT 'all', COUNT(*) FROM deliveries`;

const DUE = `SELECT ${HOOK}, due.due_at AS "dueAt", due.count FROM (
    SELECT hook_id, MIN(next_at) AS due_at, COUNT(*) AS count FROM deliveries
    WHERE state = 'pending' AND next_at <= $1 GROUP BY hook_id) AS due
  JOIN hooks h ON h.id = due.hook_id ORDER BY due.due_at, h.id`;

export async function outboxSummary(db: Database, now: number): Promise<OutboxSummary> {
  const counted = await db.read(COUNTS);
  const due = await db.read(DUE, [now]);
  return {
    counts: countsOf(new Map(counted.map(({ state, count }) => [state as string, count as number]))),
    oldestDue: due.map(({ dueAt, count, ...hook }) => ({
      hook: toHook(hook),
      dueAt: dueAt as number,
      count: count as number,
    })),
  };
}

function countsOf(found: ReadonlyMap<string, number>): Record<StoredDeliveryState, number> {
  const count = (state: string) => found.get(state) ?? 0;
  const counts = {
    open: count('open'),
    pending: count('pending'),
    running: count('running'),
    suppressed: count('suppressed'),
    folded: count('folded'),
    dead: count('dead'),
  };
  const others = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return { ...counts, delivered: count('all') - others };
}
