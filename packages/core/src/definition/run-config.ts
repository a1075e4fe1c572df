import type { Duration } from '../util/duration';
import type { Tags } from '../util/json';

/** Config of one resource or logger. */
export interface ConfigEntry {
  readonly config?: unknown;
}

/** Config of one op, or of the ops of a nested graph. */
export interface OpConfigEntry {
  readonly config?: unknown;
  readonly ops?: Readonly<Record<string, OpConfigEntry>>;
}

/** Run config as a user writes it, in YAML or as an object (api.md §6). Every scalar may be `{ env: NAME }`. */
export interface RunConfig {
  readonly resources?: Readonly<Record<string, ConfigEntry>>;
  readonly ops?: Readonly<Record<string, OpConfigEntry>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly execution?: { readonly config?: ExecutionConfig };
  readonly loggers?: Readonly<Record<string, ConfigEntry>>;
  readonly hooks?: Readonly<Record<string, { readonly enabled?: boolean }>>;
  readonly tags?: Tags;
}

/** Keys of `execution.config` (S29). */
export interface ExecutionConfig {
  /** Steps that run at the same time; default 10. */
  readonly maxConcurrent?: number;
  /** Time that running ops get after a cancel; default 20 s. */
  readonly gracePeriod?: Duration;
  /** Time that the whole run may take; default: no limit. */
  readonly timeout?: Duration;
  /** Time that the call waits for retries of hooks after the run has ended; default 60 s. */
  readonly hookWait?: Duration;
}
