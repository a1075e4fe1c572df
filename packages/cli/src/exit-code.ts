import type { RunStatus } from '@hookline/core';

/** How a command ended (S34). */
export const EXIT = {
  success: 0,
  /** The run failed or was cancelled. */
  failed: 1,
  /** Wrong arguments, config, definitions or store: nothing was done. */
  usage: 2,
  /** The user asked it to end. */
  signal: 130,
} as const;

/** A value of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a command that executed a run. */
export function exitCodeOf(status: RunStatus, signal: AbortSignal): ExitCode {
  if (status === 'success') return EXIT.success;
  return status === 'cancelled' && signal.aborted ? EXIT.signal : EXIT.failed;
}
