import { type InspectOptions, inspect } from 'node:util';
import { describeValue } from '@hookline/core/spi';

/** What `inspect` shows of a value; a few words where the value throws when it is shown. */
export function show(value: unknown, options?: InspectOptions): string {
  try {
    return inspect(value, options);
  } catch {
    return describeValue(value);
  }
}
