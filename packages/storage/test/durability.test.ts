import { openSqliteStore, openStore } from '@hookline/storage';
import { SqliteConnection } from '../src/sqlite/connection';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const EMPTY = { processId: 'p1', runs: [], outcomes: [], hookLog: [] };

/** The numbers of SQLite. */
const NORMAL = 1;
const FULL = 2;

/** The connections that are opened meanwhile, which work as ever. */
function watchConnections(): ReadonlySet<SqliteConnection> {
  const seen = new Set<SqliteConnection>();
  const exec: (this: SqliteConnection, text: string) => void = Reflect.get(SqliteConnection.prototype, 'exec');
  jest.spyOn(SqliteConnection.prototype, 'exec').mockImplementation(function (this: SqliteConnection, text) {
    seen.add(this);
    exec.call(this, text);
  });
  return seen;
}

const asked = (connections: ReadonlySet<SqliteConnection>, pragma: string) =>
  [...connections].flatMap((one) => one.all(`PRAGMA ${pragma}`)).map((row) => row[pragma]);

afterEach(() => jest.restoreAllMocks());

describe('the durability of a store in a file', () => {
  it.each([
    ['power', FULL],
    ['relaxed', NORMAL],
    [undefined, FULL],
  ] as const)(
    '%s is what its connection is set to, before and after it has written',
    async (durability, synchronous) => {
      const connections = watchConnections();
      const store = await openStore(`sqlite:${folder.path(`${durability}.db`)}`, durability && { durability });
      expect(asked(connections, 'synchronous')).toEqual([synchronous]);
      expect(store.commit(EMPTY)).toEqual([]);
      expect(asked(connections, 'synchronous')).toEqual([synchronous]);
      // NORMAL survives the death of the process in this mode alone.
      expect(asked(connections, 'journal_mode')).toEqual(['wal']);
      await store.close();
    },
  );

  it('is each connection for itself: one does not relax another', async () => {
    const connections = watchConnections();
    const path = folder.path('shared.db');
    const power = await openSqliteStore({ path });
    const relaxed = await openSqliteStore({ path, durability: 'relaxed' });
    expect(asked(connections, 'synchronous')).toEqual([FULL, NORMAL]);
    await Promise.all([power, relaxed].map((store) => store.close()));
  });
});
