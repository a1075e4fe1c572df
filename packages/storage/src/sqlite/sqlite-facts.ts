import { stat } from 'node:fs/promises';
import type { StoreFacts } from '@hookline/core/spi';
import { GAPS, toGap } from '../sql/check-queries';
import { migrate } from '../sql/migrations';
import type { Durability } from './open-sqlite-store';
import type { SqliteDatabase } from './sqlite-database';

const DRIVER = 'libsql 0.5.29';

/** Puts the file into the mode that stores are in, and brings its schema up to date. @returns the version before */
export async function openSchema(
  database: SqliteDatabase,
  { label, durability }: { readonly label: string; readonly durability: Durability },
): Promise<number> {
  await database.use((connection) => {
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
  });
  return database.write(() => migrate({ label, driver: DRIVER, kind: 'sqlite' }));
}

/** What `instance info` and `instance check` show of a file. */
export function sqliteFacts(database: SqliteDatabase, path: string, schemaFound: number) {
  return {
    async facts(): Promise<StoreFacts> {
      const [row] = await database.read(`SELECT (SELECT COUNT(*) FROM runs) AS runs,
        (SELECT COUNT(*) FROM events) AS events, (SELECT value FROM meta WHERE key = 'schema') AS schema`);
      const sizes = await Promise.all([path, `${path}-wal`].map(sizeOf));
      return {
        kind: 'sqlite',
        schemaVersion: Number(row?.['schema']),
        schemaFound,
        driver: DRIVER,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
        runs: row?.['runs'] as number,
        events: row?.['events'] as number,
      };
    },
    async check(): Promise<readonly string[]> {
      const found = await database.read('PRAGMA integrity_check(20)');
      const problems = found.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok');
      const gaps = await database.read(GAPS);
      return [...problems, ...gaps.map(toGap)];
    },
  };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
