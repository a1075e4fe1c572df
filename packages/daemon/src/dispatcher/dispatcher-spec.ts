import type { Logger } from '@hookline/core';
import type { Clock, ConsoleLevel, DeliveryRow, EventLog, HookOutbox, RunStore } from '@hookline/core/spi';
import type { HookSlots, ValueStore } from '@hookline/engine';

/** What of a store hooks are delivered with. */
export type DispatcherStore = Pick<RunStore, 'commit' | 'getRun' | 'getPlan'> &
  Pick<EventLog, 'readEvent' | 'readEvents' | 'readOutputs'> &
  Omit<HookOutbox, 'attemptsOf' | 'redeliver' | 'blockingOf' | 'outboxSummary'>;

/** What a dispatcher works with. */
export interface DispatcherSpec {
  readonly store: DispatcherStore;
  readonly values: ValueStore;
  /** The places for calls of hooks in this process; its runs take them, too. */
  readonly slots: HookSlots;
  readonly clock: Clock;
  /** The pair that this process serves (D14). */
  readonly location: string;
  readonly environment: string;
  /** For how long a store that fails is waited for, ms. */
  readonly storeGrace: number;
  /** Of the process in the store; changes when it had to give its runs up (D3). */
  processId(): string;
  /** Uniform in [0, 1): jitter of retries. */
  random(): number;
  /** A variable of the environment. */
  env(name: string): string | undefined;
  /** The built-in logger `console` at a level. */
  consoleLogger(level: ConsoleLevel): Logger;
  /** Whether a run of this process attempts a delivery itself. */
  isAttempted?(deliveryId: string): boolean;
  /** Is told what became of each attempt, after its commit. */
  report?(delivery: DeliveryRow, result: 'delivered' | 'retrying' | 'dead'): void;
  /** A line for stderr: what no run and no log can tell. */
  say(line: string): void;
  /** Of the code that is loaded, for display (D13). */
  readonly hookVersion?: string;
}

/** What became of deliveries while a dispatcher drained. */
export interface DrainCounts {
  readonly delivered: number;
  /** Attempts that failed and will be made again. */
  readonly retrying: number;
  readonly dead: number;
  /** Given back, for this process cannot route them (D15). */
  readonly unroutable: number;
}
