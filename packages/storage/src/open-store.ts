import { StoreError } from '@hookline/core';
import { describeValue, type Store } from '@hookline/core/spi';
import { openPostgresStore } from './postgres/open-postgres-store';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite/open-sqlite-store';

const REMEDY = "Give 'sqlite:path/of/file.db' or 'postgres://user:password@host:5432/database'.";

/**
 * Opens the store that an address names: `sqlite:` with a path, `postgres:` with a place.
 * @throws StoreError (`HOOKLINE_STORE_…`) for an address of another kind, and where the store cannot be opened
 */
export async function openStore(url: string, options: Pick<SqliteStoreOptions, 'durability'> = {}): Promise<Store> {
  if (typeof url !== 'string') throw badAddress(`The address of a store is ${describeValue(url)}.`);
  if (/^postgres(?:ql)?:/.test(url)) {
    return openPostgresStore({ url });
  }
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) throw badAddress(`${describeValue(withoutPassword(url))} is no address of a store.`);
  if (path === ':memory:') throw inMemory();
  return openSqliteStore({ ...options, path: path.replace(/^\/\/(?=\/)/, '') });
}

const badAddress = (problem: string): StoreError =>
  new StoreError({ code: 'HOOKLINE_STORE_ADDRESS', problem, remedy: REMEDY });

/** The heart has a connection of its own, and would see another database. */
function inMemory(): StoreError {
  return new StoreError({
    code: 'HOOKLINE_STORE_ADDRESS',
    problem: 'A store cannot be in the memory of SQLite: it has several connections, each of which would have its own.',
    remedy:
      "Give the path of a file in a temporary folder, or, in tests, use createMemoryStore() of '@hookline/testing'.",
  });
}

const withoutPassword = (url: string): string => url.replace(/(:\/\/[^/@:]*):[^@]*@/, '$1:***@');
