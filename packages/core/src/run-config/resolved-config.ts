import type { InvalidConfigError } from '../errors/config-error';
import type { Tags } from '../util/json';

/** Run config after parsing: defaults applied, env references resolved, values as `z.output` of the schemas say. */
export interface ResolvedConfig {
  /** Resource key → parsed config; keys whose config is in `hookOnlyFaults` are absent. */
  readonly resources: ReadonlyMap<string, unknown>;
  /** Env errors of resources that only hooks need: they fail the hook's attempt, not the run (S17). */
  readonly hookOnlyFaults: ReadonlyMap<string, InvalidConfigError>;
  /** Step key (without map keys) → parsed config of its op, for ops that have a schema. */
  readonly ops: ReadonlyMap<string, unknown>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly execution: ResolvedExecution;
  /** Logger name → parsed config, for the loggers that the config names. */
  readonly loggers: ReadonlyMap<string, unknown>;
  /** Names of hooks that the config turns off. */
  readonly disabledHooks: ReadonlySet<string>;
  readonly tags: Tags;
  /** Values that came from the environment or stand in `secret()` fields, as text; for `redact`. */
  readonly secrets: readonly string[];
  /** Sentences to log as warnings when the run starts. */
  readonly warnings: readonly string[];
}

/** Execution settings with their defaults; times in ms. */
export interface ResolvedExecution {
  readonly maxConcurrent: number;
  readonly gracePeriod: number;
  readonly timeout: number | undefined;
  readonly hookWait: number;
}
