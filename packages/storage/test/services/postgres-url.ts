import { randomUUID } from 'node:crypto';
import { openPostgresStore } from '@hookline/storage';
import pg from 'pg';

/** The server that `npm run test:services` started. */
const SERVER = process.env['HOOKLINE_TEST_POSTGRES'] ?? '';

/** Stops or starts it. */
export async function control(action: 'stop' | 'crash' | 'start'): Promise<void> {
  const response = await fetch(`${process.env['HOOKLINE_TEST_POSTGRES_CONTROL'] ?? ''}/${action}`, { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
}

/** The address of an empty schema of its own. */
export async function newUrl(): Promise<string> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await query(SERVER, `CREATE SCHEMA ${schema}`);
  return `${SERVER}?options=-c%20search_path%3D${schema}`;
}

/** Of many. */
export const newSchemas = (count: number): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: count }, newUrl));

/** All rows of all tables of a schema, as text. */
export async function dump(url: string): Promise<string> {
  const tables = await query(url, 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()');
  const texts: string[] = [];
  for (const { name } of tables)
    texts.push(JSON.stringify(await query(url, `SELECT CAST(x AS text) AS text FROM "${String(name)}" AS x`)));
  return texts.join('\n');
}

export const newStore = async () => openPostgresStore({ url: await newUrl() });

/** One statement over a connection of its own. */
async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
