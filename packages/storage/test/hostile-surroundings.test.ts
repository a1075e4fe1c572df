import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore, openStore } from '@hookline/storage';
import { SqliteConnection } from '../src/sqlite/connection';
import { networkFileSystem } from '../src/sqlite/network-file-systems';
import { SqliteDatabase } from '../src/sqlite/sqlite-database';
import { toStoreError } from '../src/sqlite/sqlite-errors';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const EMPTY = { processId: 'p1', runs: [], outcomes: [], hookLog: [] };

/** What an error of ours is to be like: a code, the place, and what to do. */
const problem = (code: string, text: RegExp) => ({ code, message: expect.stringMatching(text) as string });

describe('a store in a file', () => {
  it('makes the folders that it needs', async () => {
    const path = folder.path('deep', 'er', 'store.db');
    const store = await openStore(`sqlite:${path}`);
    expect(existsSync(path)).toBe(true);
    expect(store.label).toBe(`sqlite:${path}`);
    await store.close();
  });

  it('refuses a path that is a folder', async () => {
    const path = folder.path('folder.db');
    mkdirSync(path);
    await expect(openSqliteStore({ path })).rejects.toMatchObject(problem('HOOKLINE_STORE_ADDRESS', /is a folder/));
  });

  it('refuses a path in a file', async () => {
    writeFileSync(folder.path('file'), '');
    const path = folder.path('file', 'store.db');
    await expect(openSqliteStore({ path })).rejects.toMatchObject(
      problem('HOOKLINE_STORE_UNREACHABLE', /cannot be made/),
    );
  });

  it('refuses a file that is no database, and leaves it as it was', async () => {
    const path = folder.path('notes.txt');
    const text = 'Dear diary, today I wrote no database at all. '.repeat(100);
    writeFileSync(path, text);
    const opened = openSqliteStore({ path });
    await expect(opened).rejects.toMatchObject(
      problem('HOOKLINE_STORE_CORRUPT', /is no SQLite database.*another file/),
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('refuses a file that is damaged', async () => {
    const path = folder.path('damaged.db');
    await (await openSqliteStore({ path })).close();
    new SqliteConnection(path, 0).all('PRAGMA wal_checkpoint(TRUNCATE)');
    truncateSync(path, 5_000);
    const opened = openSqliteStore({ path }).then((store) => store.listRuns({ limit: 1 }));
    await expect(opened).rejects.toMatchObject({ code: 'HOOKLINE_STORE_CORRUPT' });
  });

  it('tells what an integrity check finds', async () => {
    const path = folder.path('gaps.db');
    const store = await openSqliteStore({ path });
    new SqliteConnection(path, 0).exec(`INSERT INTO runs (id, location, environment, job, plan_hash, status, config,
      not_restorable, root_id, tags, resume, priority, epoch, last_seq, recoveries, cancel_requested, created_at)
      VALUES ('run-1', 'l', 'e', 'j', 'h', 'success', '{}', '[]', 'run-1', '{}', 'fail', 0, 1, 3, 0, 0, 0)`);
    expect(await store.check()).toEqual(["Run 'run-1' has 0 events up to 0, but its row speaks of 3."]);
    await store.close();
  });

  it('rejects a commit while another process has the lock, and waits with everything else', async () => {
    const path = folder.path('locked.db');
    const store = await openSqliteStore({ path });
    const other = new SqliteConnection(path, 0);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit(EMPTY)).rejects.toMatchObject(
      problem('HOOKLINE_STORE_BUSY', /locked by another process/),
    );
    const waiting = store.registerHooks({ location: 'l', environment: 'e', job: 'j' }, ['notify']);
    expect(await store.liveProcesses()).toEqual([]); // Readers wait for nobody.
    other.exec('COMMIT');
    expect((await waiting).size).toBe(1);
    expect(store.commit(EMPTY)).toEqual([]);
    other.close();
    await store.close();
  });

  it('rejects what a full disk has no room for, keeps what is there, and goes on when there is room', async () => {
    const path = folder.path('full.db');
    const store = await openSqliteStore({ path });
    const connection = new SqliteConnection(path, 50);
    const database = new SqliteDatabase(connection, 'sqlite:full.db');
    connection.exec('PRAGMA max_page_count = 50');
    const lines = Array.from({ length: 200 }, (_, index) => ({
      ...{ runId: 'run-1', type: 'log', stepKey: undefined, hook: undefined, at: index, data: 'x'.repeat(4_000) },
    }));
    const commit = { ...EMPTY, hookLog: lines };
    await expect(database.commit(commit)).rejects.toMatchObject(problem('HOOKLINE_STORE_FULL', /no room left.*Free/));
    expect(await store.readHookLog('run-1')).toEqual([]);
    expect(await store.check()).toEqual([]);
    connection.exec('PRAGMA max_page_count = 100000');
    expect(database.commit(commit)).toEqual([]);
    expect((await store.readHookLog('run-1')).length).toBe(200);
    database.close();
    await store.close();
  });

  it('says what to do about each thing that SQLite may answer', () => {
    const codeOf = (code: string | undefined, message = 'no') =>
      toStoreError(Object.assign(new Error(message), { code }), 'sqlite:x').code;
    expect(codeOf('SQLITE_READONLY_DBMOVED')).toBe('HOOKLINE_STORE_READ_ONLY');
    expect(codeOf('SQLITE_IOERR_FSYNC')).toBe('HOOKLINE_STORE_UNREACHABLE');
    expect(codeOf('SQLITE_CORRUPT_VTAB')).toBe('HOOKLINE_STORE_CORRUPT');
    expect(codeOf('SQLITE_BUSY_SNAPSHOT')).toBe('HOOKLINE_STORE_BUSY');
    expect(codeOf('SQLITE_ERROR')).toBe('HOOKLINE_STORE_FAILED');
    expect(codeOf(undefined, 'ConnectionFailed("Unable to open connection")')).toBe('HOOKLINE_STORE_UNREACHABLE');
    expect(codeOf(undefined)).toBe('HOOKLINE_STORE_FAILED');
  });
});

describe('a file that may only be read', () => {
  /** Root may write everything: then somebody else tries. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  it('is refused', async () => {
    const place = folder.path('read-only');
    const path = join(place, 'store.db');
    await (await openSqliteStore({ path })).close();
    for (const name of ['store.db', 'store.db-wal', 'store.db-shm'])
      if (existsSync(join(place, name))) chmodSync(join(place, name), 0o444);
    for (const each of [place, join(place, '..')]) chmodSync(each, 0o555);
    const script = join(__dirname, 'processes', 'open.mjs');
    const { stdout } = spawnSync(process.execPath, [script, `sqlite:${path}`], { ...nobody, encoding: 'utf8' });
    chmodSync(join(place, '..'), 0o755);
    chmodSync(place, 0o755);
    expect(stdout.trim()).toBe('HOOKLINE_STORE_READ_ONLY');
  });
});

describe('a network file system', () => {
  const facts = (type: number, mounts = '') => ({ typeOf: async () => type, mounts: async () => mounts });

  it('is told by its number', async () => {
    expect(await networkFileSystem('/data', facts(0x6969))).toBe('NFS');
    expect(await networkFileSystem('/data', facts(0xff534d42 | 0))).toBe('CIFS');
    expect(await networkFileSystem('/data', facts(0xef53))).toBeUndefined();
  });

  it('of FUSE is told by its mount', async () => {
    const mounts = ['/dev/sda / ext4 rw', 'x@y:/ /data fuse.sshfs rw', '/dev/b /data/local fuseblk rw'].join('\n');
    expect(await networkFileSystem('/data/shop', facts(0x65735546, mounts))).toBe('fuse.sshfs');
    expect(await networkFileSystem('/data/local/shop', facts(0x65735546, mounts))).toBeUndefined();
    expect(await networkFileSystem('/database', facts(0x65735546, mounts))).toBeUndefined();
  });

  it('is not suspected where the system does not tell', async () => {
    const unknown = { typeOf: () => Promise.reject(new Error('no')), mounts: async () => '' };
    expect(await networkFileSystem('/data', unknown)).toBeUndefined();
    expect(await networkFileSystem(folder.path())).toBeUndefined();
  });
});

describe('an address', () => {
  it.each([
    ['mysql://root:secret@localhost/db', /'mysql:\/\/root:\*\*\*@localhost\/db' is no address.*sqlite:path/],
    ['', /is no address/],
    ['sqlite:', /is no address/],
    ['sqlite::memory:', /cannot be in the memory.*createMemoryStore/],
  ])('%s is refused', async (url, text) => {
    await expect(openStore(url)).rejects.toMatchObject(problem('HOOKLINE_STORE_ADDRESS', text));
  });

  it('that is no text is refused', async () => {
    await expect(openStore(undefined as never)).rejects.toMatchObject({ code: 'HOOKLINE_STORE_ADDRESS' });
  });

  it('of a Postgres that is not there is told without its password', async () => {
    const opened = openStore('postgres://me:secret@127.0.0.1:1/db');
    await expect(opened).rejects.toMatchObject(
      problem('HOOKLINE_STORE_UNREACHABLE', /postgres:\/\/me@127\.0\.0\.1:1\/db cannot/),
    );
  });

  it.each([
    [{}, 'path'],
    [{ path: '' }, 'path'],
    [{ path: 'a\0b' }, 'path'],
    [{ path: 'a', durability: 'none' }, 'durability'],
  ])('of a file: %j is refused', async (options, parameter) => {
    const opened = openSqliteStore(options as never);
    await expect(opened).rejects.toMatchObject(problem('HOOKLINE_BAD_ARGUMENT', new RegExp(`'${parameter}'`)));
  });
});
