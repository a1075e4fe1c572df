import { setTimeout as sleep } from 'node:timers/promises';
import { type CommitResult, isErrorLike, type StoreCommit } from '@hookline/core/spi';
import type { Database, Script, SqlRow, SqlValue } from '../sql/database';
import { storeClosed } from '../store-closed';
import type { SqliteConnection } from './connection';
import { SqliteCommit } from './sqlite-commit';
import { isBusy, toStoreError } from './sqlite-errors';

/** How long a call waits for the lock in all, ms. A commit does not: the engine offers it again. */
const PATIENCE = 10_000;
const FIRST_WAIT = 5;
const LONGEST_WAIT = 100;

/** A file of SQLite behind the face that both databases have. Each call runs in one piece. */
export class SqliteDatabase implements Database {
  readonly #commit: SqliteCommit;
  #closed = false;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly label: string,
  ) {
    this.#commit = new SqliteCommit(connection);
  }

  read(text: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.#patiently(() => this.connection.all(text, values));
  }

  write<T>(script: () => Script<T>): Promise<T> {
    return this.#patiently(() => this.connection.transaction(() => this.connection.follow(script())));
  }

  /** Something else than queries that needs the connection. */
  use<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    return this.#patiently(() => work(this.connection));
  }

  /** At once or not at all: a result is no promise, a failure is a rejected one. */
  commit(commit: StoreCommit): CommitResult | Promise<CommitResult> {
    if (this.#closed) return Promise.reject(storeClosed(this.label));
    try {
      return this.#commit.run(commit);
    } catch (error) {
      return Promise.reject(toStoreError(error, this.label));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.connection.checkpoint();
    this.connection.close();
  }

  /** SQLite itself waits only for a moment, since that stops the event loop; the rest of the time is waited for here. */
  async #patiently<T>(work: () => T): Promise<T> {
    const end = performance.now() + PATIENCE;
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      if (this.#closed) throw storeClosed(this.label);
      try {
        return work();
      } catch (error) {
        const givesUp = !isErrorLike(error) || !isBusy(error) || performance.now() > end;
        if (givesUp) throw toStoreError(error, this.label);
      }
      await sleep(wait * (0.5 + Math.random() / 2));
    }
  }
}
