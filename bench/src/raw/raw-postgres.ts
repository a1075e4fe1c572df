import { InvariantError } from 'hookline';
import { postgres } from '../durable/driver';
import type { Place } from '../durable/place';
import { PREPARE, prepareSchema } from './prepare-schema';
import { OWNER, PLAN, type RawStore, type Row, type Turn } from './rows';

/** The raw store in a Postgres: one prepared statement per commit, whose rows come as arrays, column by column. */
export async function rawPostgres({ url }: Place): Promise<RawStore> {
  await prepareSchema(url);
  const client = new postgres.Client({ connectionString: url });
  await client.connect();
  for (const text of PREPARE) await client.query(text);
  // The statement is planned for tables that are empty, and kept: it is to use the indexes also when they have grown.
  await client.query('SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off');
  return {
    commit: async (turn) => {
      const values = TABLES.flatMap(([table, types]) => columnsOf(turn[table], types.length));
      const { rows } = await client.query<{ moved: string }>({ name: 'commit', text: COMMIT, values });
      if (Number(rows[0]?.moved) !== turn.moves.length) throw new InvariantError('A run did not move.');
    },
    close: () => client.end(),
  };
}

const columnsOf = (rows: readonly Row[], width: number): readonly (readonly Row[number][])[] =>
  Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as Row[number]));

/** Tables with the types of their columns, in the order of the parameters. */
const TABLES: readonly (readonly [keyof Turn, readonly string[]])[] = [
  ['runs', ['text', 'bigint', 'bigint']],
  ['moves', ['bigint', 'text', 'bigint', 'text', 'bigint']],
  ['events', ['text', 'bigint', 'text', 'text', 'bigint', 'bigint', 'text']],
  ['deliveries', ['text', 'text', 'bigint', 'text', 'bigint', 'bigint']],
  ['delivered', ['bigint', 'double precision', 'text']],
];

/** `unnest($1::text[], …) AS e (c1, …)`, the rows of a table. */
function rowsOf(wanted: keyof Turn): string {
  let next = 1;
  for (const [table, types] of TABLES) {
    if (table === wanted) {
      const first = next;
      const lists = types.map((type, at) => `$${first + at}::${type}[]`);
      return `unnest(${lists.join(', ')}) AS e (${types.map((_, at) => `c${at + 1}`).join(', ')})`;
    }
    next += types.length;
  }
  throw new InvariantError(`There is no table '${wanted}'.`);
}

/** Written so that no row is looked for among all that run, of which there is an index, too. */
const COMMIT = `WITH added_runs AS (
  INSERT INTO runs (id, created_at, location, environment, job, plan_hash, status, config, not_restorable, root_id, tags, resume,
    priority, epoch, owner, last_seq, recoveries, cancel_requested)
  SELECT e.c1, e.c2, 'bench', 'bench', 'body', '${PLAN}', 'running', '{"maxConcurrent":2000}', '[]', e.c1, '{}', 'fail', 0, 1,
    '${OWNER}', e.c3, 0, 0
  FROM ${rowsOf('runs')}),
moved AS (
  UPDATE runs SET last_seq = e.c1, status = e.c2, ended_at = e.c3, owner = CASE WHEN e.c3 IS NULL THEN owner END
  FROM ${rowsOf('moves')} WHERE id = e.c4 AND epoch = 1 AND last_seq = e.c5 AND owner = '${OWNER}' RETURNING id),
added_events AS (
  INSERT INTO events (run_id, seq, epoch, type, step_key, attempt, at, data)
  SELECT e.c1, e.c2, 1, e.c3, e.c4, e.c5, e.c6, e.c7 FROM ${rowsOf('events')}),
added_deliveries AS (
  INSERT INTO deliveries (id, run_id, trigger_seq, step_key, created_at, started_at, next_at, attempt, kind, hook_id, hook_order,
    blocking, origin, state, owner, claim, attempts, losses)
  SELECT e.c1, e.c2, e.c3, e.c4, e.c5, e.c6, e.c5, 1, 'success', 1, 0, 0, 'trigger', 'running', '${OWNER}', 1, 0, 0
  FROM ${rowsOf('deliveries')}),
settled AS (
  UPDATE deliveries SET state = 'delivered', owner = NULL, attempts = 1, ended_at = e.c1, duration = e.c2
  FROM ${rowsOf('delivered')} WHERE id = e.c3 AND claim = 1 AND state || '' = 'running')
SELECT count(*)::text AS moved FROM moved`;
