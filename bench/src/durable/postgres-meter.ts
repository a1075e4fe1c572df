import { postgres } from './driver';
import type { Meter } from './meter';

/**
 * Counts what is done in one database: transactions that wrote have numbers, the log has a position. Only one contestant
 * may be at work meanwhile, and rows are told when its connections are closed.
 */
export function postgresMeter(url: string): Meter {
  const read = async () => {
    const client = new postgres.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ commits: string; bytes: string; rows: string }>(SELECT);
      const [row] = rows;
      return { commits: Number(row?.commits), rows: Number(row?.rows), bytes: Number(row?.bytes) };
    } finally {
      await client.end();
    }
  };
  return { read };
}

const SELECT = `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS commits,
  pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text AS bytes,
  (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables)::text AS rows`;
