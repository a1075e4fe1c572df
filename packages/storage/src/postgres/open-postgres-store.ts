import { StoreError } from '@hookline/core';
import { type Store, type StoreFacts, wrongArgument } from '@hookline/core/spi';
import { startHeart } from '../heart/start-heart';
import { GAPS, toGap } from '../sql/check-queries';
import { POSTGRES_CANDIDATES } from '../sql/claim';
import { query, type Script } from '../sql/database';
import { migrate } from '../sql/migrations';
import { SqlStore } from '../sql-store';
import { createPool } from './create-pool';
import { PostgresBlobs } from './postgres-blobs';
import { commitTo } from './postgres-commit';
import { PostgresDatabase } from './postgres-database';

/** Options of {@link openPostgresStore}. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections at a time; default 8. */
  readonly connections?: number;
}

const CONNECTIONS = 8;
const DRIVER = 'pg 8.23.1';

/** Any number that no other program takes for its lock. */
const MIGRATION_LOCK = 4_665_749_431;

/**
 * Opens a store in a Postgres (13 or newer), which processes of several machines may share.
 * @throws StoreError (`HOOKLINE_STORE_…`) where it cannot be reached, or was written by a newer version
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, connections = CONNECTIONS } = options;
  const label = labelOf(url);
  const pool = createPool(url, { max: connections });
  const database = new PostgresDatabase(pool, label);
  let schemaFound: number;
  try {
    // Without patience: an address is wrong more often than a server is away.
    schemaFound = await database.guarded(() => database.transaction(() => migrateUnderLock(label)));
  } catch (error) {
    await database.close();
    throw error;
  }
  return new SqlStore({
    label,
    db: database,
    blobs: new PostgresBlobs(database),
    candidates: POSTGRES_CANDIDATES,
    commit: (commit) => commitTo(database, commit),
    startHeart: (heart) => Promise.resolve(startHeart(heart, { kind: 'postgres', url })),
    facts: () => factsOf(database, schemaFound),
    check: async () => (await database.read(GAPS)).map(toGap),
    close: () => database.close(),
  });
}

function* migrateUnderLock(label: string): Script<number> {
  yield query('SELECT pg_advisory_xact_lock($1)', MIGRATION_LOCK);
  return yield* migrate({ label, driver: DRIVER, kind: 'postgres' });
}

async function factsOf(database: PostgresDatabase, schemaFound: number): Promise<StoreFacts> {
  const [row] = await database.read(`SELECT (SELECT COUNT(*) FROM runs) AS runs,
    (SELECT COUNT(*) FROM events) AS events, (SELECT value FROM meta WHERE key = 'schema') AS schema,
    pg_database_size(current_database()) AS bytes`);
  return {
    kind: 'postgres',
    schemaVersion: Number(row?.['schema']),
    schemaFound,
    driver: DRIVER,
    bytes: row?.['bytes'] as number,
    runs: row?.['runs'] as number,
    events: row?.['events'] as number,
  };
}

/** The address without its password. */
function labelOf(url: unknown): string {
  const remedy = "Give an address: openPostgresStore({ url: 'postgres://user:password@localhost:5432/hookline' }).";
  if (typeof url !== 'string') throw wrongArgument({ parameter: 'url', of: 'openPostgresStore()', given: url, remedy });
  try {
    const { username, host, pathname } = new URL(url);
    return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`;
  } catch {
    throw new StoreError({
      code: 'HOOKLINE_STORE_ADDRESS',
      problem: 'The address of the Postgres store is no URL.',
      remedy: `${remedy} Characters such as '@', '/' and '#' of a password are written as in encodeURIComponent().`,
    });
  }
}
