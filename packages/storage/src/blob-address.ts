import { InvariantError, StoreError } from '@hookline/core';
import { isStorable } from './sql/dialect';

/**
 * The segments of a blob's address, which are separated by `/`.
 * @throws StoreError (`HOOKLINE_STORE_ADDRESS`) for one that could lead anywhere else
 */
export function checkAddress(address: string): readonly string[] {
  const segments = address.split('/');
  const isSafe = segments.every((segment) => segment !== '' && !/^\.+$/.test(segment));
  if (isSafe && isStorable(address)) return segments;
  throw new StoreError({
    code: 'HOOKLINE_STORE_ADDRESS',
    problem: `'${address.slice(0, 200)}' is no address of a blob.`,
    remedy: "Give names separated by '/', none of them empty or of dots alone: 'run-1/2/load/result'.",
  });
}

/** For an address that holds other bytes: one is written once. */
export function differentBlob(address: string): InvariantError {
  return new InvariantError(`The blob '${address}' is there with other bytes; an address is written once.`);
}
