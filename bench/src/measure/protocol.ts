import type { Counts } from '../durable/meter';

/** Which contestant a worker is, by position and name. */
export interface Seat {
  readonly workload: string;
  readonly title: string;
  readonly contestant: string;
}

/** What the bench asks of a worker: one turn of at least so many ms (0 runs once), or to count what a run does to its store. */
export type Order = { readonly budget: number } | { readonly count: true };

/** What a worker answers. */
export type Answer = { readonly figure: number } | { readonly counts: Counts | null } | { readonly error: string };
