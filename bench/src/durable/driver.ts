import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type * as Pg from 'pg';

/** The drivers that the product uses, whatever versions the peers bring. */
const load = createRequire(
  require.resolve('@hookline/storage/package.json', {
    paths: [dirname(require.resolve('@hookline/daemon/package.json'))],
  }),
);

/** A statement of SQLite, as far as it is used here. */
export interface Statement {
  run(values: readonly unknown[]): { readonly changes: number };
  all(values: readonly unknown[]): readonly unknown[];
}

/** A connection to SQLite, as far as it is used here. */
export interface Connection {
  prepare(text: string): Statement;
  exec(text: string): void;
  close(): void;
}

/** The class of connections, which can be patched. */
export const sqlite = load('libsql') as unknown as (new (
  path: string,
) => Connection) & { readonly prototype: Connection };

/** The driver of Postgres. */
export const postgres = load('pg') as typeof Pg;
