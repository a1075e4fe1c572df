import type { Contestant } from '../contestants/contestant';
import type { Need } from '../durable/surroundings';

/** Makes a contestant, in a process of its own. */
export type CreateContestant = () => Contestant | Promise<Contestant>;

/** By the name that the tables show. */
export type Contestants = Readonly<Record<string, CreateContestant>>;

/** Contestants on one graph. */
export interface Case {
  /** `chain of 1,000` */
  readonly title: string;
  /** By name, the reference of the ratios first. */
  readonly contestants: Contestants;
  /** Other engines, which a full run measures too. */
  readonly peers?: Contestants;
  /** Where it is not that of the workload. */
  readonly unit?: Unit;
  /** Measured once, without turns: what fills a store for minutes, or waits. */
  readonly isOnce?: boolean;
  /** Too slow for a quick look. */
  readonly isLong?: boolean;
}

/** What a figure counts. */
export type Unit =
  | 'µs per op'
  | 'µs per run'
  | 'µs per node'
  | 'µs per event'
  | 'bytes per op'
  | 'µs'
  | 'µs per delivery'
  | 'ms'
  | 'MB'
  | 'per minute';

/** A workload of the bench; lower figures are better in all. */
export interface Workload {
  /** `W1`, as the command line takes it. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly cases: readonly Case[];
  /** What has to be there beside the product. */
  readonly needs?: readonly Need[];
}
