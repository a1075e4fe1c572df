import type { StreamEvent } from '@hookline/core/spi';

/** Step key → the error of its last attempt that failed; of an attempt that was started since, the one before it. */
export function lastErrorsOf(events: Iterable<StreamEvent>): ReadonlyMap<string, Error> {
  const errors = new Map<string, Error>();
  for (const event of events) if (event.type === 'step.retrying') errors.set(event.stepKey, event.error);
  return errors;
}
