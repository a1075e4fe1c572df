import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { SqlRow, SqlValue } from '../sql/database';

/**
 * What the server says where a statement is not what the session is thought to have: a pooler that gives each transaction
 * another session, or a table that changed. Nothing was executed then.
 */
const STRAYED: ReadonlySet<unknown> = new Set(['26000', '42P05', '0A000']);

/**
 * Texts whose planning takes longer than what they do. They are kept in the session for speed alone: whenever it does not have
 * them, they are sent as they are, from then on always.
 */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  #works = true;

  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  async query(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    if (!this.#works) return this.#send({ text }, values);
    try {
      return await this.#send({ text, name: this.#nameOf(text) }, values);
    } catch (error) {
      if (!STRAYED.has((error as { readonly code?: unknown }).code)) throw error;
      this.#works = false;
      return this.#send({ text }, values);
    }
  }

  async #send(statement: { readonly text: string; readonly name?: string }, values: readonly SqlValue[]) {
    const { rows } = await this.pool.query<Record<string, unknown>>({ ...statement, values: [...values] });
    return rows;
  }

  /** By the text, so that a name means the same to all processes that share a session behind a pooler. */
  #nameOf(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = `hookline_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    this.#names.set(text, name);
    return name;
  }
}
