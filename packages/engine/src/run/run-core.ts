import type { LogLevel } from '@hookline/core';
import type { Clock, Plan, ResolvedConfig, Timer } from '@hookline/core/spi';
import type { Deadlines } from '../deadlines';
import type { EnginePorts } from '../engine-ports';
import type { RunFacts } from '../hooks/hook-context';
import type { Time } from '../time';
import type { ValueSource } from '../values/value-copies';
import type { Journal } from './journal';

/** What the parts of one run share. */
export interface RunCore {
  readonly plan: Plan;
  readonly config: ResolvedConfig;
  readonly ports: EnginePorts;
  readonly clock: Clock;
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly journal: Journal;
  readonly facts: RunFacts;
  /** Where hooks on an instance find values as they were (D29); undefined without one: they get the live ones. */
  readonly valueSource: ValueSource | undefined;
  /** Has a turn taken as soon as the current call ends. */
  wake(): void;
  /** Takes a turn at once where the process waits for nothing else, which could come along; else like `wake`. */
  wakeNow(): void;
  /** Has a turn taken soon; whatever takes one before carries it. */
  wakeSoon(): void;
  /** Does something in the next turn: where events are made, before a commit. */
  later(task: () => void): void;
  /** Does something in a turn after some milliseconds, unless the run is over by then. */
  after(ms: number, task: () => void): Timer;
  /** No hook runs or waits any more. */
  hooksIdle(): void;
  /** Logs a line of ours. */
  log(line: RunLogLine): void;
}

/** A line of the run's log. */
export interface RunLogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly stepKey?: string | undefined;
}
