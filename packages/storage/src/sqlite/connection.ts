import Libsql from 'libsql';
import type { Query, Script, SqlRow, SqlValue } from '../sql/database';
import { toSqlite } from '../sql/dialect';

interface Statement {
  run(values: readonly unknown[]): { readonly changes: number };
  all(values: readonly unknown[]): readonly SqlRow[];
}

/** What of libsql is used. Its types are those of another library, which it resembles. */
interface LibsqlDatabase {
  readonly inTransaction: boolean;
  prepare(text: string): Statement;
  exec(text: string): void;
  close(): void;
}

/** Opens a connection. Its statements are prepared once per text. */
export class SqliteConnection {
  readonly #db: LibsqlDatabase;
  readonly #statements = new Map<string, Statement>();
  #changes = 0;

  /** @param busyTimeout ms that SQLite itself waits for a lock, during which the event loop stands still */
  constructor(path: string, busyTimeout: number) {
    this.#db = new Libsql(path, { timeout: busyTimeout }) as unknown as LibsqlDatabase;
  }

  /** Several statements without values. */
  exec(text: string): void {
    this.#db.exec(text);
  }

  /** @returns how many rows changed */
  run(text: string, values: readonly SqlValue[]): number {
    return this.#prepared(text).run(bindable(values)).changes;
  }

  all(text: string, values: readonly SqlValue[] = []): readonly SqlRow[] {
    return this.#prepared(text).all(bindable(values));
  }

  /** How many transactions were committed. */
  get changes(): number {
    return this.#changes;
  }

  /** Copies what of the log can be copied without waiting for anyone. */
  checkpoint(): void {
    try {
      this.all('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // Somebody else is at it, or the disk is full: nothing is lost, the log is only longer.
    }
  }

  /** Runs `work` in a transaction that has the lock of the only writer from its beginning. */
  transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE', []);
    try {
      const result = work();
      this.run('COMMIT', []);
      this.#changes++;
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Runs a script to its end within the transaction that there is. */
  follow<T>(script: Script<T>): T {
    let step = script.next([]);
    while (step.done !== true) step = script.next(this.#answer(step.value));
    return step.value;
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #answer({ text, values }: Query): readonly SqlRow[] {
    return this.all(text, values);
  }

  #prepared(text: string): Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#db.prepare(toSqlite(text));
    this.#statements.set(text, statement);
    return statement;
  }

  /** SQLite has rolled back by itself after some errors. */
  #rollBack(): void {
    if (!this.#db.inTransaction) return;
    try {
      this.run('ROLLBACK', []);
    } catch {
      // The error that led here says more; the next BEGIN fails if this one did not work.
    }
  }
}

/** libsql aborts the process on values that it does not know, so nothing else gets through. */
function bindable(values: readonly SqlValue[]): readonly unknown[] {
  for (const value of values) {
    if (typeof value === 'string' || value === null || Buffer.isBuffer(value)) continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
  }
  return values;
}
