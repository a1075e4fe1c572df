import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FOLDER, POSTGRES } from './place';

const SERVER = pathToFileURL(join(__dirname, '../../../scripts/services/postgres-server.mjs')).href;

/** What of `scripts/services/postgres-server.mjs` is used. */
interface PostgresServer {
  readonly url: string;
  start(): Promise<void>;
  remove(): Promise<void>;
}

interface ServerModule {
  readonly PostgresServer: { create(options: { readonly durable: boolean }): Promise<PostgresServer> };
}

/** What workloads need beside the product. */
export type Need = 'files' | 'postgres';

/** Makes a folder for files of stores and starts a Postgres, where they are needed. @returns removes both */
export async function createSurroundings(all: readonly Need[]): Promise<() => Promise<void>> {
  const needs = new Set(all);
  if (needs.size === 0) return () => Promise.resolve();
  const folder = mkdtempSync(join(tmpdir(), 'hookline-bench-'));
  process.env[FOLDER] = folder;
  const server = needs.has('postgres') ? await startPostgres() : undefined;
  return async () => {
    await server?.remove();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function startPostgres(): Promise<PostgresServer> {
  const { PostgresServer: Server } = (await import(SERVER)) as ServerModule;
  // Of tests nothing has to outlive the power.
  const server = await Server.create({ durable: true });
  await server.start();
  process.env[POSTGRES] = server.url;
  return server;
}
