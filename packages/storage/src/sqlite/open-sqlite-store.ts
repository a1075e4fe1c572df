import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StoreError } from '@hookline/core';
import { type Store, wrongArgument } from '@hookline/core/spi';
import { startHeart } from '../heart/start-heart';
import { SQLITE_CANDIDATES } from '../sql/claim';
import { SqlStore } from '../sql-store';
import { startCheckpoints } from './checkpoints';
import { SqliteConnection } from './connection';
import { FileBlobs } from './file-blobs';
import { networkFileSystem } from './network-file-systems';
import { SqliteDatabase } from './sqlite-database';
import { READ_ONLY_REMEDY, toStoreError } from './sqlite-errors';
import { openSchema, sqliteFacts } from './sqlite-facts';

/** What a commit survives: `power`, also a loss of power; `relaxed`, the death of the process only. */
export type Durability = 'power' | 'relaxed';

/** Options of {@link openSqliteStore}. */
export interface SqliteStoreOptions {
  /** Of the file; it is made, and its folder too. Large values come into `<path>.blobs/`. */
  readonly path: string;
  /** Default `power`. */
  readonly durability?: Durability;
}

/** ms that the event loop may stand still for the lock of another process's commit. */
const BUSY_TIMEOUT = 50;

/**
 * Opens a store in a file, which other processes of this machine may have open, too.
 * @throws StoreError (`HOOKLINE_STORE_…`) where no file can be there, or it is none of ours
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { path, durability } = checked(options);
  const label = `sqlite:${path}`;
  await prepareFolder(path, label);
  const connection = connect(path, label);
  const database = new SqliteDatabase(connection, label);
  let schemaFound: number;
  try {
    schemaFound = await openSchema(database, { label, durability });
  } catch (error) {
    connection.close();
    throw error;
  }
  const stopCheckpoints = startCheckpoints(connection);
  return new SqlStore({
    label,
    db: database,
    blobs: new FileBlobs(`${path}.blobs`),
    candidates: SQLITE_CANDIDATES,
    commit: (commit) => database.commit(commit),
    startHeart: (heart) => Promise.resolve(startHeart(heart, { kind: 'sqlite', path })),
    ...sqliteFacts(database, path, schemaFound),
    close: () => {
      stopCheckpoints();
      database.close();
      return Promise.resolve();
    },
  });
}

function checked(options: SqliteStoreOptions): Required<SqliteStoreOptions> {
  const of = 'openSqliteStore()';
  const path: unknown = (options as Partial<SqliteStoreOptions> | undefined)?.path;
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    const remedy = "Give the path of a file: openSqliteStore({ path: '.hookline/hookline.db' }).";
    throw wrongArgument({ parameter: 'path', of, given: path, remedy });
  }
  const { durability = 'power' } = options;
  if (!['power', 'relaxed'].includes(durability))
    throw wrongArgument({ parameter: 'durability', of, given: durability, remedy: "Give 'power' or 'relaxed'." });
  return { path: resolve(path), durability };
}

async function prepareFolder(path: string, label: string): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const problem = `The folder of the store ${label} cannot be made: ${(cause as Error).message}.`;
    const remedy = 'Choose a path whose folder this user may write to.';
    throw new StoreError({ code: 'HOOKLINE_STORE_UNREACHABLE', problem, remedy, cause });
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory())
    throw badPlace(`The path of the store ${label} is a folder.`, 'Give the path of a file in it.');
  await assertWritable(found ? [folder, path] : [folder], label);
  const network = await networkFileSystem(folder);
  if (network === undefined) return;
  const problem = `The store ${label} is on a network file system (${network}), where SQLite's locks do not hold.`;
  throw badPlace(problem, 'Choose a path on a disk of this machine, or a Postgres for several machines.');
}

/** SQLite opens what may only be read, too, and complains at the first row. */
async function assertWritable(paths: readonly string[], label: string): Promise<void> {
  for (const path of paths) {
    await access(path, constants.W_OK).catch((cause: unknown) => {
      throw new StoreError({
        code: 'HOOKLINE_STORE_READ_ONLY',
        problem: `The store ${label} may only be read: this user cannot write '${path}'.`,
        remedy: READ_ONLY_REMEDY,
        cause,
      });
    });
  }
}

const badPlace = (problem: string, remedy: string): StoreError =>
  new StoreError({ code: 'HOOKLINE_STORE_ADDRESS', problem, remedy });

function connect(path: string, label: string): SqliteConnection {
  try {
    return new SqliteConnection(path, BUSY_TIMEOUT);
  } catch (error) {
    throw toStoreError(error, label);
  }
}
