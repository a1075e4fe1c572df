/** Which contestant a worker is, by position and name. */
export interface Seat {
  readonly workload: string;
  readonly title: string;
  readonly contestant: string;
}

/** What the bench asks of a worker: one turn of at least so many ms; 0 runs once. */
export interface Order {
  readonly budget: number;
}

/** What a worker answers. */
export type Answer = { readonly figure: number } | { readonly error: string };
