import { openInstance } from 'hookline';

/** Has the product make its tables and indexes, which are the raw store's, too. */
export async function prepareSchema(url: string): Promise<void> {
  const instance = await openInstance(url, { name: 'bench', environment: 'bench' });
  await instance.close();
}

/** Rows that others refer to. */
export const PREPARE = [
  `INSERT INTO hooks (id, location, environment, job, name) VALUES (1, 'bench', 'bench', 'body', 'counted')`,
  `INSERT INTO plans (hash, snapshot) VALUES ('plan', '{}')`,
];
