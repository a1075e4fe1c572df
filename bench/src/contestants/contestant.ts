import type { Meter } from '../durable/meter';

/** One run that ended, with what `run` returned, after `runs` runs in all since the last check. */
export interface Ended {
  readonly result: unknown;
  readonly runs: number;
}

/** Runs a workload again and again; the figure is µs per unit. */
export interface Timed {
  readonly kind: 'timed';
  /** Ops, runs, nodes or events of one run. */
  readonly units: number;
  run(): unknown;
  /** Throws when the runs did not do their work: a contestant that cheats must not win. */
  check(ended: Ended): void;
}

/** A contestant that keeps what it does in a store, which can be closed, and whose work is counted. */
export interface Durable extends Timed {
  readonly meter: Meter;
  close(): Promise<void>;
}

/** Reads a figure of its own, in the unit of its workload. */
export interface Gauge {
  readonly kind: 'gauge';
  read(): number | Promise<number>;
}

/** What is measured in a process of its own. */
export type Contestant = Timed | Durable | Gauge;

/** True for one whose work on a store can be counted. */
export function isDurable(contestant: Contestant): contestant is Durable {
  return contestant.kind === 'timed' && 'meter' in contestant;
}
