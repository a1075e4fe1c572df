import { HooklineError } from '@hookline/core';

/** The error of ours that a function throws. */
export function thrownBy(run: () => unknown): HooklineError {
  try {
    run();
  } catch (error) {
    if (error instanceof HooklineError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
