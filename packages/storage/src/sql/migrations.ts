import { StoreError } from '@hookline/core';
import { query, type Script } from './database';
import { schemaToPostgres } from './dialect';
import { BLOBS_SCHEMA, FIRST_SCHEMA } from './schema';

/** One step from a version of the schema to the next: SQL, plain. */
export interface Migration {
  readonly version: number;
  /** Statements, each ended by `;` at the end of a line. */
  readonly sql: string;
  /** What Postgres alone has, in the same form. */
  readonly postgres?: string;
}

/** In order, from 1 without gaps. A migration that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, sql: FIRST_SCHEMA, postgres: BLOBS_SCHEMA }];

const CREATE_META = 'CREATE TABLE IF NOT EXISTS meta (key text NOT NULL PRIMARY KEY, value text NOT NULL)';
const SET_META = `INSERT INTO meta (key, value) VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** What a migration needs to know of the place that it is done in. */
export interface MigrationPlace {
  readonly label: string;
  readonly kind: 'sqlite' | 'postgres';
  /** Written into `meta`, for those who look at the database with other tools. */
  readonly driver: string;
}

/**
 * Brings the schema to the newest version. Runs under the lock of the caller, so that only one process does it.
 * @returns the version that was there
 */
export function* migrate(place: MigrationPlace, migrations: readonly Migration[] = MIGRATIONS): Script<number> {
  const isPostgres = place.kind === 'postgres';
  const spell = isPostgres ? schemaToPostgres : (text: string) => text;
  yield query(spell(CREATE_META));
  const newest = migrations.length;
  const found = yield* versionOf();
  if (found > newest) throw tooNew(place.label, found, newest);
  for (const { sql, postgres = '' } of migrations.slice(found))
    for (const statement of statementsOf(isPostgres ? sql + postgres : sql)) yield query(spell(statement));
  if (found < newest) {
    yield query(SET_META, 'schema', String(newest));
    yield query(SET_META, 'driver', place.driver);
  }
  return found;
}

/** 0: nothing is there yet. */
function* versionOf(): Script<number> {
  const [row] = yield query("SELECT value FROM meta WHERE key = 'schema'");
  return row ? Number(row['value']) : 0;
}

const statementsOf = (sql: string): readonly string[] =>
  sql
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

function tooNew(label: string, found: number, newest: number): StoreError {
  return new StoreError({
    code: 'HOOKLINE_STORE_SCHEMA',
    problem: `The store ${label} has version ${found} of the schema; this version of Hookline knows those up to ${newest}.`,
    remedy: 'Update Hookline here, too: whatever shares a store must be as new as the newest of them.',
  });
}
