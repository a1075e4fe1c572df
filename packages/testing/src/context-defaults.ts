import type { Logger } from '@hookline/core';
import { isPlainObject } from '@hookline/core/spi';

/** What the fields are that ops and hooks use without thinking, where a test does not give them. */
export interface ContextDefaults {
  /** Drops its lines. */
  readonly log: Logger;
  readonly redact: (text: string) => string;
  /** Never aborted. */
  readonly signal: AbortSignal;
}

/** The defaults of one context; new objects each time, so that a test can spy on them. */
export function contextDefaults(): ContextDefaults {
  return { log: silentLogger(), redact: (text) => text, signal: new AbortController().signal };
}

/** The log that a test gives: the functions that a plain object lacks drop their lines. */
export function completeLog(given: unknown): unknown {
  return isPlainObject(given) ? { ...silentLogger(), ...given } : given;
}

/** A logger that drops its lines. */
export function silentLogger(): Logger {
  const drop = (): void => undefined;
  return { debug: drop, info: drop, warn: drop, error: drop };
}
