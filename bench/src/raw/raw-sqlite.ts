import { sqlite } from '../durable/driver';
import type { Place } from '../durable/place';
import { PREPARE, prepareSchema } from './prepare-schema';
import { OWNER, PLAN, type RawStore, type Turn } from './rows';

/** The raw store in a file, in the mode that the product has it in. */
export async function rawSqlite({ url, path, kind }: Place): Promise<RawStore> {
  await prepareSchema(url);
  const db = new sqlite(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`PRAGMA synchronous = ${kind === 'relaxed' ? 'NORMAL' : 'FULL'}`);
  for (const text of PREPARE) db.exec(text);
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const statements = (Object.keys(TEXTS) as (keyof Turn)[]).map((table) => [table, db.prepare(TEXTS[table])] as const);
  return {
    commit: (turn) => {
      begin.run([]);
      for (const [table, statement] of statements) for (const row of turn[table]) statement.run(row);
      commit.run([]);
    },
    close: () => Promise.resolve(db.close()),
  };
}

/** In the order in which they are written. */
const TEXTS: Readonly<Record<keyof Turn, string>> = {
  runs: `INSERT INTO runs (id, created_at, location, environment, job, plan_hash, status, config, not_restorable, root_id, tags,
      resume, priority, epoch, owner, last_seq, recoveries, cancel_requested)
    VALUES (?1, ?2, 'bench', 'bench', 'body', '${PLAN}', 'running', '{"maxConcurrent":2000}', '[]', ?1, '{}', 'fail', 0, 1,
      '${OWNER}', ?3, 0, 0)`,
  moves: `UPDATE runs SET last_seq = ?1, status = ?2, ended_at = ?3, owner = CASE WHEN ?3 IS NULL THEN owner END
    WHERE id = ?4 AND epoch = 1 AND last_seq = ?5 AND owner = '${OWNER}'`,
  events: `INSERT INTO events (run_id, seq, epoch, type, step_key, attempt, at, data) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)`,
  deliveries: `INSERT INTO deliveries (id, run_id, trigger_seq, step_key, created_at, started_at, next_at, attempt, kind, hook_id,
      hook_order, blocking, origin, state, owner, claim, attempts, losses)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5, 1, 'success', 1, 0, 0, 'trigger', 'running', '${OWNER}', 1, 0, 0)`,
  delivered: `UPDATE deliveries SET state = 'delivered', owner = NULL, attempts = 1, ended_at = ?1, duration = ?2
    WHERE id = ?3 AND claim = 1 AND state = 'running'`,
};
