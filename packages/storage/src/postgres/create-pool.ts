import { createRequire } from 'node:module';
import type * as Pg from 'pg';

/** `bigint`: ours are times and counts, which numbers hold exactly. */
const BIGINT: number = 20;
/** ms that a connection may take. */
const PATIENCE = 10_000;
/** A session plans a statement that it keeps once, for tables as they are then: after so many uses another one looks at them anew. */
const MOST_USES = 500;

export function createPool(url: string, options: Pg.PoolConfig): Pg.Pool {
  // Loaded when it is asked for: most have a file, and no use for this driver.
  const { Pool, types } = createRequire(__filename)('pg') as typeof Pg;
  const parserOf = types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown;
  const pool = new Pool({
    connectionString: url,
    application_name: 'hookline',
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true,
    allowExitOnIdle: true,
    maxUses: MOST_USES,
    // Of this pool alone: other users of the driver in the process keep theirs.
    types: { getTypeParser: (oid: number, format?: string) => (oid === BIGINT ? Number : parserOf(oid, format)) },
    ...options,
  });
  // A connection may break at any time, also between two queries. Whoever has it learns it from the next one; without a
  // listener the process would end. An idle one is replaced when it is asked for.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
