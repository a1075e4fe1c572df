/** What can be bound to a parameter; anything else would abort the process inside libsql. */
export type SqlValue = string | number | null | Uint8Array;

/** A row as the database gives it: null where there is nothing. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A fixed text with its values ($1 is the first). */
export interface Query {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/**
 * What is done in one transaction: a generator that yields queries and gets their rows. SQLite runs it without giving the
 * event loop a turn, Postgres awaits each query; so there is one spelling for both, and no transaction over an await on
 * SQLite.
 */
export type Script<T> = Generator<Query, T, readonly SqlRow[]>;

/** One database, whichever it is. */
export interface Database {
  /** A query of its own, which sees one state of the database. */
  read(text: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Runs a script in a transaction. It may be run again from its beginning, where nothing of it was committed. */
  write<T>(script: () => Script<T>): Promise<T>;
}

/** A query, in a script. */
export const query = (text: string, ...values: readonly SqlValue[]): Query => ({ text, values });
