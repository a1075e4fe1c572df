import { holds } from '../util/holds';
import { wrongArgument } from '../util/wrong-argument';
import { isRestoredError } from './restored-error';

/** A class of errors. `any`: constructors of errors take all kinds of arguments. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a constructor signature
export type ErrorClass = abstract new (...args: any[]) => Error;

/** What an error and its copy from a store have in common: `Error`, and the properties that are primitive values. */
export type Restorable<E> = Error & {
  readonly [K in keyof E as E[K] extends string | number | boolean | null | undefined ? K : never]: E[K];
};

/**
 * Whether a hook or a caller met an error of this class. One that was read back from a store is told by the names of the
 * classes that it was of.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for something that is no class
 * @example if (isError(opException, HttpError)) console.log(opException.status);
 */
export function isError<C extends ErrorClass>(error: unknown, errorClass: C): error is Restorable<InstanceType<C>> {
  if (isErrorClass(errorClass)) return error instanceof errorClass || wasOf(error, errorClass);
  const remedy = 'Give an error class: isError(error, HttpError) (undefined: do files import each other?).';
  throw wrongArgument({ parameter: 'errorClass', of: 'isError()', given: errorClass, remedy });
}

function wasOf(error: unknown, { name }: ErrorClass): boolean {
  return holds(() => isRestoredError(error) && error.classes.includes(name));
}

/** True for `Error` and the classes that extend it, of whatever realm. */
export function isErrorClass(value: unknown): value is ErrorClass {
  if (typeof value !== 'function') return false;
  let prototype: unknown = value.prototype;
  while (typeof prototype === 'object' && prototype !== null) {
    if (Object.hasOwn(prototype, 'constructor') && prototype.constructor.name === 'Error') return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}
