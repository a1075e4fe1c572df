import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { readEntries } from '../util/read-entries';
import { wrongArgument } from '../util/wrong-argument';
import { checkErrorArguments } from './check-error-arguments';

/** What is known of an error that was stored. */
export interface RestoredErrorSpec {
  readonly name: string;
  /** Names of the classes that it was of, its own first. */
  readonly classes: readonly string[];
  readonly message: string;
  readonly stack: string;
  /** Own properties that it had, as far as they were stored: data alone. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Of an error that stood for several. */
  readonly errors?: readonly unknown[];
}

// `Symbol.for` lets two copies of this package in one process see the same mark.
const RESTORED = Symbol.for('hookline/restored-error/1');

/** What is set from elsewhere, or would make an error look like another. */
const NO_PROPERTIES: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors', 'classes']);

/**
 * An error that was read back from a store, in another process or later than it was thrown: name, message, stack, causes,
 * `code` and plain own properties are those of the original, and `isError(error, HttpError)` is true for it, too.
 */
export class RestoredError extends Error {
  /** Names of the classes that the original was of, its own first. */
  declare readonly classes: readonly string[];

  /** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for something other than such a spec */
  constructor(spec: RestoredErrorSpec) {
    checkSpec(spec);
    const { name, classes, message, stack, properties = {}, cause, errors } = spec;
    super(message, cause === undefined ? undefined : { cause });
    const hidden = { name, stack, classes: Object.freeze([...classes]), ...(errors && { errors }) };
    for (const [key, value] of Object.entries(hidden)) define(this, key, { value, enumerable: false });
    for (const [key, value] of Object.entries(properties)) {
      if (!NO_PROPERTIES.has(key)) define(this, key, { value, enumerable: true });
    }
  }

  static {
    Object.defineProperty(RestoredError.prototype, RESTORED, { value: true });
  }
}

/** True for a restored error, also of another copy of this package. May throw, as for a Proxy. */
export function isRestoredError(error: unknown): error is RestoredError {
  return typeof error === 'object' && error !== null && RESTORED in error;
}

function define(error: Error, key: string, property: PropertyDescriptor): void {
  Object.defineProperty(error, key, { ...property, writable: true, configurable: true });
}

function checkSpec(spec: RestoredErrorSpec): void {
  const of = 'new RestoredError()';
  // A getter or a Proxy may throw.
  if (!isPlainObject(spec) || readEntries(spec) === undefined) {
    const remedy =
      "Give an object: { name: 'HttpError', classes: ['HttpError', 'Error'], message: '...', stack: '...' }.";
    throw wrongArgument({ parameter: 'spec', of, given: spec, remedy });
  }
  const { name, classes, message, stack, properties = {} } = spec;
  checkErrorArguments('RestoredError', { texts: { name, message, stack } });
  if (!holds(() => Array.isArray(classes) && classes.every((each) => typeof each === 'string'))) {
    throw wrongArgument({ parameter: 'classes', of, given: classes, remedy: "Give a list of names: ['Error']." });
  }
  if (isPlainObject(properties)) return;
  throw wrongArgument({ parameter: 'properties', of, given: properties, remedy: 'Give a plain object of data.' });
}
