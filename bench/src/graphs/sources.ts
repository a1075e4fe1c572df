import { assertNever } from '@hookline/core/spi';
import type { Call } from './graph';

/** The ops that an op takes from. */
export function sourcesOf(call: Call): readonly number[] {
  switch (call.op) {
    case 'first':
      return [];
    case 'next':
    case 'failing':
      return [call.from];
    case 'pair':
    case 'join':
      return call.from;
    default:
      return assertNever(call);
  }
}
