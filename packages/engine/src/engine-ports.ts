import type { Logger } from '@hookline/core';
import type { Clock, ConsoleLevel, EventSink } from '@hookline/core/spi';
import type { InstancePort } from './instance-port';

/** What the engine needs from the world; composition roots give it, so that nothing in here touches the process. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly sink: EventSink;
  /** What runs share on an instance; absent: nothing is stored, hooks are attempted by their run alone. */
  readonly instance?: InstancePort;
  /** Uniform in [0, 1): jitter of retries. */
  random(): number;
  newRunId(): string;
  /** A variable of the environment. */
  env(name: string): string | undefined;
  /** The built-in logger `console` at a level. */
  consoleLogger(level: ConsoleLevel): Logger;
  /**
   * Watches for the process to run out of things to do while runs are under way; `stalled` may be called more than once.
   * @returns stops watching
   */
  watchIdle?(stalled: () => void): () => void;
  /** How long a sink may reject before the runs are given up (D3), ms. */
  readonly storeGrace: number;
}
