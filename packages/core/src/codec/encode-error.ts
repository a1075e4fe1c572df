import { classChain } from '../errors/class-chain';
import { RestoredError } from '../errors/restored-error';
import { describeValue } from '../util/describe-value';
import { isErrorLike } from '../util/error-text';
import { isPlainObject } from '../util/plain-object';
import type { Own } from '../util/type-helpers';

type Primitive = string | number | boolean | null;

/** What of an error's own properties is kept: primitive values, and those of plain objects in it. */
export type StoredProperties = Readonly<
  Record<string, Primitive | Readonly<Record<string, Primitive>> | readonly Primitive[]>
>;

/** An error as JSON data (D30). */
export interface StoredError {
  readonly name: string;
  /** Names of its classes, its own first; hooks ask for them with `errors: [HttpError]`. */
  readonly classes: readonly string[];
  readonly message: string;
  readonly stack: string;
  readonly code?: string | number;
  readonly properties?: StoredProperties;
  readonly cause?: StoredError;
  /** A cause that is no error, in words. */
  readonly causeText?: string;
  /** Of an error that stands for several, as an AggregateError does. */
  readonly errors?: readonly StoredError[];
}

/** Hides what must not be shown in a text. */
export type Redact = (text: string) => string;

/** Longer texts are cut, after they were redacted: half a secret would not be found. */
const LONGEST_TEXT = 20_000;
const MOST_PROPERTIES = 50;
/** Over causes, and errors in errors. */
const MOST_ERRORS = 30;
const DEEPEST = 10;

/** These hold credentials, also of clients whose authors did not think of it. */
const NEVER_STORED: ReadonlySet<string> = new Set(['config', 'request', 'response', 'headers']);
/** Stored beside the other properties. */
const OF_EVERY_ERROR: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'code', 'cause', 'errors', 'classes']);

/**
 * An error as data: name, names of its classes, message, stack, code, primitive own properties to depth 2 but never `config`,
 * `request`, `response` and `headers`, up to ten causes, the errors in it. Every text passes `redact`. Never throws.
 */
export function encodeError(error: Error, redact: Redact): StoredError {
  try {
    return storedError(error, { redact, left: { errors: MOST_ERRORS }, above: [] });
  } catch {
    return { name: 'Error', classes: ['Error'], message: 'an error that cannot be read', stack: '' };
  }
}

/** The error that was stored. */
export function decodeError(stored: StoredError): RestoredError {
  const { code, cause, causeText, errors, properties, ...rest } = stored;
  return new RestoredError({
    ...rest,
    properties: { ...(code !== undefined && { code }), ...properties },
    cause: cause ? decodeError(cause) : causeText,
    ...(errors && { errors: errors.map(decodeError) }),
  });
}

interface Walk {
  readonly redact: Redact;
  /** How many errors may still be written. */
  readonly left: { errors: number };
  /** Errors that the current one is a cause of or in. */
  readonly above: readonly Error[];
}

function storedError(error: Error, walk: Walk): StoredError {
  walk.left.errors -= 1;
  const text = (given: unknown) => textOf(given, walk.redact);
  const name = text(read(error, 'name'));
  const message = text(read(error, 'message'));
  const stored: Own<StoredError> = {
    name,
    classes: classChain(error),
    message,
    stack: text(read(error, 'stack')) || `${name}: ${message}`,
  };
  const code = read(error, 'code');
  if (typeof code === 'string') stored.code = text(code);
  if (typeof code === 'number' && Number.isFinite(code)) stored.code = numberOf(code, walk.redact);
  const properties = propertiesOf(error, walk.redact);
  if (Object.keys(properties).length > 0) stored.properties = properties;
  addInner(stored, error, { ...walk, above: [...walk.above, error] });
  return stored;
}

function addInner(stored: Own<StoredError>, error: Error, walk: Walk): void {
  const cause = read(error, 'cause');
  if (isErrorLike(cause)) {
    if (mayGoOn(cause, walk)) stored.cause = storedError(cause, walk);
  } else if (cause !== undefined) {
    stored.causeText = textOf(typeof cause === 'string' ? cause : describeValue(cause), walk.redact);
  }
  const errors = read(error, 'errors');
  if (!Array.isArray(errors)) return;
  const inner = errors.slice(0, MOST_ERRORS).filter(isErrorLike);
  const kept = inner.flatMap((each) => (mayGoOn(each, walk) ? [storedError(each, walk)] : []));
  if (kept.length > 0) stored.errors = kept;
}

function mayGoOn(error: Error, { left, above }: Walk): boolean {
  return left.errors > 0 && above.length < DEEPEST && !above.includes(error);
}

function propertiesOf(error: object, redact: Redact): StoredProperties {
  const properties: Record<string, StoredProperties[string]> = {};
  for (const [key, value] of entriesOf(error)) {
    if (OF_EVERY_ERROR.has(key)) continue;
    const primitive = primitiveOf(value, redact);
    const kept = primitive === undefined ? nested(value, redact) : primitive;
    if (kept !== undefined) set(properties, redact(key), kept);
  }
  return properties;
}

/** The primitive values in an object or a list; undefined where there are none. */
function nested(value: unknown, redact: Redact): StoredProperties[string] | undefined {
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_PROPERTIES).flatMap((item) => primitiveOf(item, redact) ?? []);
    return items.length > 0 ? items : undefined;
  }
  if (!isPlainObject(value)) return undefined;
  const inner: Record<string, Primitive> = {};
  for (const [key, part] of entriesOf(value)) {
    const primitive = primitiveOf(part, redact);
    if (primitive !== undefined) set(inner, redact(key), primitive);
  }
  return Object.keys(inner).length > 0 ? inner : undefined;
}

function entriesOf(object: object): readonly (readonly [string, unknown])[] {
  const keys = Object.keys(object).filter((key) => !NEVER_STORED.has(key));
  return keys.slice(0, MOST_PROPERTIES).map((key) => [key, read(object, key)]);
}

/** An own property, also where the key is `__proto__`. */
function set<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
}

function primitiveOf(value: unknown, redact: Redact): Primitive | undefined {
  if (typeof value === 'string') return textOf(value, redact);
  if (typeof value === 'bigint') return redact(`${value}`);
  if (typeof value === 'number') return Number.isFinite(value) ? numberOf(value, redact) : `${value}`;
  return typeof value === 'boolean' || value === null ? value : undefined;
}

/** A number may be a secret, too. */
function numberOf(value: number, redact: Redact): number | string {
  const text = redact(`${value}`);
  return text === `${value}` ? value : text;
}

function textOf(given: unknown, redact: Redact): string {
  if (given === undefined) return '';
  const text = redact(typeof given === 'string' ? given : describeValue(given));
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function read(object: object, key: string): unknown {
  try {
    return (object as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined;
  }
}
