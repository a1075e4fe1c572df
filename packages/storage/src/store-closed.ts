import { StoreError } from '@hookline/core';

/** For any call after `close()`. */
export function storeClosed(label: string): StoreError {
  return new StoreError({
    code: 'HOOKLINE_STORE_CLOSED',
    problem: `The store ${label} is closed.`,
    remedy: 'Close it after everything that uses it, or open it anew.',
  });
}
