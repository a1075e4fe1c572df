/** What a contestant did to its store, in all or per unit. */
export interface Counts {
  /** Transactions that wrote; on a durable store each waits for the disk once. */
  readonly commits: number;
  /** Rows that were inserted, updated or deleted. */
  readonly rows: number;
  /** On SQLite what was written to files, the log and the copy in the database; on Postgres the log alone. */
  readonly bytes: number;
}

/** Reads what was done to a store since it is watched. */
export interface Meter {
  read(): Counts | Promise<Counts>;
}

/** What was done in between, per unit. */
export function countsPerUnit(before: Counts, after: Counts, units: number): Counts {
  return {
    commits: (after.commits - before.commits) / units,
    rows: (after.rows - before.rows) / units,
    bytes: (after.bytes - before.bytes) / units,
  };
}
