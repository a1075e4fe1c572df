import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { InvariantError } from 'hookline';
import { postgres } from './driver';
import type { Meter } from './meter';
import { postgresMeter } from './postgres-meter';
import { slowSyncs, sqliteMeter } from './watch-sqlite';

/** A kind of store that is measured. */
export type StoreKind = 'sqlite' | 'slow' | 'relaxed' | 'postgres';

/** How the page calls them. */
export const STORE_NAMES: Readonly<Record<StoreKind, string>> = {
  sqlite: 'SQLite',
  slow: 'SQLite, 5 ms per sync',
  relaxed: "SQLite, durability 'relaxed'",
  postgres: 'Postgres',
};

/** A new store of its own. */
export interface Place {
  readonly kind: StoreKind;
  /** As `openInstance` takes it. */
  readonly url: string;
  /** Of the file, on SQLite. */
  readonly path: string;
  /** Without one nothing but time is measured: counting costs time. */
  readonly meter: Meter;
}

/** What a worker is told of the surroundings that the bench has made. */
export const FOLDER = 'HOOKLINE_BENCH_FOLDER';
export const POSTGRES = 'HOOKLINE_BENCH_POSTGRES';

let isSlow = false;
let fileMeter: Meter | undefined;

/** Makes a place where nothing is stored yet. */
export async function newPlace(kind: StoreKind): Promise<Place> {
  if (kind === 'postgres') {
    const url = await newDatabase();
    return { kind, url, path: '', meter: postgresMeter(url) };
  }
  if (kind === 'slow' && !isSlow) slowSyncs();
  isSlow ||= kind === 'slow';
  const path = join(mkdtempSync(join(workFolder(), 'store-')), 'bench.db');
  // One per thread: connections are counted wherever they lead.
  return { kind, url: `sqlite:${path}`, path, meter: { read: () => meterOfFiles().read() } };
}

function meterOfFiles(): Meter {
  fileMeter ??= sqliteMeter();
  return fileMeter;
}

/** Where the bench has its files; it is removed at the end. */
export const workFolder = (): string => given(FOLDER);

/** A database in the server that the bench has started. */
export async function newDatabase(): Promise<string> {
  const server = given(POSTGRES);
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const client = new postgres.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function given(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new InvariantError(`The bench did not set ${name}.`);
}
