/** Values of a row, in the order of its table. */
export type Row = readonly (string | number | null)[];

/** What one transaction of the raw store writes: the rows of the product, of all runs that are under way. */
export interface Turn {
  /** id, created, last seq. */
  readonly runs: Row[];
  /** A run's row moves on: last seq, status, end, id, last seq before. */
  readonly moves: Row[];
  /** run id, seq, type, step key, attempt, time, data. */
  readonly events: Row[];
  /** id, run id, trigger, step key, time, start. */
  readonly deliveries: Row[];
  /** Completions of hooks: end, duration, id. */
  readonly delivered: Row[];
}

/** Nothing yet. */
export const newTurn = (): Turn => ({ runs: [], moves: [], events: [], deliveries: [], delivered: [] });

/** A store without an engine: transactions of prepared statements. */
export interface RawStore {
  commit(turn: Turn): void | Promise<void>;
  close(): Promise<void>;
}

/** What all rows of the bench have in common. */
export const OWNER = 'raw';
export const PLAN = 'plan';
