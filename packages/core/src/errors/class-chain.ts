import { ownName } from '../util/describe-value';
import { isRestoredError } from './restored-error';

/** More would be a trick. */
const MOST_CLASSES = 20;

/**
 * The names of the classes that an error is of, its own first, `Error` last; of a restored one those that it was of. Never
 * throws.
 */
export function classChain(error: Error): readonly string[] {
  try {
    return isRestoredError(error) ? error.classes : chainOf(error);
  } catch {
    return ['Error'];
  }
}

/** Whether an error, live or restored, is of one of the classes with these names. Never throws. */
export function matchesClass(error: Error, names: readonly string[]): boolean {
  return classChain(error).some((name) => names.includes(name));
}

function chainOf(error: Error): readonly string[] {
  const names: string[] = [];
  let prototype: unknown = Object.getPrototypeOf(error);
  while (typeof prototype === 'object' && prototype !== null && names.length < MOST_CLASSES) {
    const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    const name = typeof maker === 'function' ? ownName(maker) : '';
    if (name !== '' && name !== 'Object') names.push(name);
    prototype = Object.getPrototypeOf(prototype);
  }
  return names;
}
