import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Database, Script, SqlRow, SqlValue } from '../sql/database';
import { toPostgres } from '../sql/dialect';
import { storeClosed } from '../store-closed';
import { isLost, isTransient, toStoreError } from './postgres-errors';
import { PreparedStatements } from './prepared-statements';

/** How long a call waits in all for a server that is away, ms. A commit does not: the engine offers it again. */
const PATIENCE = 10_000;
const FIRST_WAIT = 20;
const LONGEST_WAIT = 500;

/** Of a commit that got no answer: what the server says became of it, and what it would have given. */
class Doubt<T> extends Error {
  constructor(
    readonly transaction: string | null,
    readonly result: T,
    override readonly cause: unknown,
  ) {
    super('The connection was lost during COMMIT.');
  }
}

/**
 * A Postgres behind the face that both databases have. Nothing that is needed is kept in a session, so that poolers may stand
 * between.
 */
export class PostgresDatabase implements Database {
  readonly #prepared: PreparedStatements;
  #closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly label: string,
  ) {
    this.#prepared = new PreparedStatements(pool);
  }

  read(text: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.#patiently(() => this.once(text, values));
  }

  write<T>(script: () => Script<T>): Promise<T> {
    return this.#patiently(() => this.#certainly(script));
  }

  /** A query that is a transaction of its own, without patience. */
  async once(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    const { rows } = await this.pool.query<Record<string, unknown>>(toPostgres(text), [...values]);
    return rows;
  }

  /** Like `once`, for a long text that is sent again and again. */
  often(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#prepared.query(toPostgres(text), values);
  }

  /** Runs a script in a transaction, without patience. */
  async transaction<T>(script: () => Script<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: unknown;
    try {
      return await inTransaction(client, script);
    } catch (error) {
      broken = isLost(error) || error instanceof Doubt ? error : await rollBack(client);
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }

  /** What a call of the driver's throws, as an error of ours. */
  async guarded<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw storeClosed(this.label);
    try {
      return await work();
    } catch (error) {
      throw toStoreError(error instanceof Doubt ? error.cause : error, this.label);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.pool.end();
  }

  /** The server knows what became of a transaction whose COMMIT got no answer. */
  async #certainly<T>(script: () => Script<T>): Promise<T> {
    try {
      return await this.transaction(script);
    } catch (error) {
      if (!(error instanceof Doubt)) throw error;
      const { transaction, result, cause } = error as Doubt<T>;
      if (transaction === null || (await this.#isCommitted(transaction))) return result;
      throw cause;
    }
  }

  #isCommitted(transaction: string): Promise<boolean> {
    return this.#patiently(async () => {
      const [row] = await this.once('SELECT pg_xact_status(CAST($1 AS xid8)) AS status', [transaction]);
      if (row?.['status'] === 'in progress') throw Object.assign(new Error('still in progress'), { code: '55P03' });
      return row?.['status'] === 'committed';
    });
  }

  #patiently<T>(work: () => Promise<T>): Promise<T> {
    return this.guarded(async () => {
      const end = performance.now() + PATIENCE;
      for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
        try {
          return await work();
        } catch (error) {
          if (!isTransient(error) || performance.now() > end || this.#closed) throw error;
        }
        await sleep(wait * (0.5 + Math.random() / 2));
      }
    });
  }
}

async function inTransaction<T>(client: PoolClient, script: () => Script<T>): Promise<T> {
  await client.query('BEGIN');
  const result = await follow(client, script());
  const { rows } = await client.query<{ id: string | null }>(
    'SELECT CAST(pg_current_xact_id_if_assigned() AS text) AS id',
  );
  try {
    await client.query('COMMIT');
  } catch (error) {
    throw isLost(error) ? new Doubt(rows[0]?.id ?? null, result, error) : error;
  }
  return result;
}

async function follow<T>(client: PoolClient, script: Script<T>): Promise<T> {
  let step = script.next([]);
  while (step.done !== true) {
    const { text, values } = step.value;
    const { rows } = await client.query<Record<string, unknown>>(toPostgres(text), [...values]);
    step = script.next(rows);
  }
  return step.value;
}

/** @returns what makes the connection useless, if anything */
async function rollBack(client: PoolClient): Promise<unknown> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error;
  }
}
