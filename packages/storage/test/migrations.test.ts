import { openSqliteStore } from '@hookline/storage';
import { MIGRATIONS, type Migration, migrate } from '../src/sql/migrations';
import { SqliteConnection } from '../src/sqlite/connection';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const PLACE = { label: 'sqlite:test.db', driver: 'libsql', kind: 'sqlite' } as const;

/** What tests take for the next versions. */
const NEXT: readonly Migration[] = [
  ...MIGRATIONS,
  { version: 2, sql: 'ALTER TABLE runs ADD COLUMN note text;\nUPDATE runs SET note = id;\n', postgres: 'SELECT 1;' },
  { version: 3, sql: 'CREATE TABLE notes (id text NOT NULL PRIMARY KEY);\n' },
];

const RUN = `INSERT INTO runs (id, location, environment, job, plan_hash, status, config, not_restorable, root_id, tags, resume,
  priority, epoch, last_seq, recoveries, cancel_requested, created_at)
  VALUES ('run-1', 'l', 'e', 'j', 'h', 'success', '{}', '[]', 'run-1', '{}', 'fail', 0, 1, 0, 0, 0, 0)`;

function at(name: string, migrations: readonly Migration[]): SqliteConnection {
  const connection = new SqliteConnection(folder.path(name), 1_000);
  connection.transaction(() => connection.follow(migrate(PLACE, migrations)));
  return connection;
}

const versionOf = (connection: SqliteConnection) =>
  connection.all("SELECT value FROM meta WHERE key = 'schema'")[0]?.['value'];

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it.each(NEXT.map((_, index) => index))('bring version %i to the newest', (from) => {
    const connection = at(`from${from}.db`, NEXT.slice(0, from));
    if (from > 0) connection.exec(RUN);
    connection.transaction(() => connection.follow(migrate(PLACE, NEXT)));
    expect(versionOf(connection)).toBe('3');
    const notes = from === 0 ? [] : [from === 1 ? 'run-1' : null];
    expect(connection.all('SELECT note FROM runs').map(({ note }) => note)).toEqual(notes);
    expect(connection.all('SELECT id FROM notes')).toEqual([]);
    connection.close();
  });

  it('leave the newest version as it is', () => {
    const connection = at('newest.db', NEXT);
    connection.transaction(() => connection.follow(migrate(PLACE, NEXT)));
    expect(versionOf(connection)).toBe('3');
    connection.close();
  });

  it('do all of it or nothing', () => {
    const connection = at('broken.db', MIGRATIONS);
    const broken = [...NEXT, { version: 4, sql: 'CREATE TABLE more (id text);\nnonsense;\n' }];
    expect(() => connection.transaction(() => connection.follow(migrate(PLACE, broken)))).toThrow(/nonsense/);
    expect(versionOf(connection)).toBe('1');
    expect(connection.all("SELECT name FROM sqlite_master WHERE name IN ('notes', 'more')")).toEqual([]);
    connection.close();
  });

  it('refuse a store of a newer version, and leave it as it is', async () => {
    at('newer.db', NEXT).close();
    const opened = openSqliteStore({ path: folder.path('newer.db') });
    await expect(opened).rejects.toMatchObject({
      code: 'HOOKLINE_STORE_SCHEMA',
      message: expect.stringMatching(/has version 3 .* up to 1\. Update Hookline/) as string,
    });
  });

  it('are done once by processes that open a store together', async () => {
    const path = folder.path('together.db');
    const stores = await Promise.all([1, 2, 3].map(() => openSqliteStore({ path })));
    for (const store of stores) {
      expect(await store.facts()).toMatchObject({ kind: 'sqlite', schemaVersion: 1 });
      await store.close();
    }
  });
});
