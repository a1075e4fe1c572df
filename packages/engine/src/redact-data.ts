import { decodeValue, encodeForDisplay, encodeValue } from '@hookline/core/spi';
import { show } from './show';
import { isErrorLike } from './thrown-error';

type Redact = (text: string) => string;

/** Data of a log line deeper than this is left out. */
const DEEPEST = 6;

/**
 * A copy of a log line's data in which all texts are redacted: those of nested objects, their keys, lists and errors, too.
 * Errors and objects of classes stay themselves where nothing in them must be hidden. Never throws.
 */
export function redactData(data: unknown, redact: Redact): unknown {
  return copy({ redact, above: [] }, data);
}

interface Walk {
  readonly redact: Redact;
  /** The objects that the current value is in. */
  readonly above: readonly object[];
}

function copy(walk: Walk, data: unknown): unknown {
  if (typeof data === 'string') return walk.redact(data);
  if (typeof data === 'number' || typeof data === 'bigint') return number(walk, data);
  if (typeof data !== 'object' || data === null) return data;
  if (walk.above.length >= DEEPEST) return '[…]';
  if (walk.above.includes(data)) return '[circular]';
  try {
    return copyObject({ ...walk, above: [...walk.above, data] }, data);
  } catch {
    return '[cannot be read]'; // a getter or a trap of a proxy threw
  }
}

/** A number may be a secret, too. */
function number({ redact }: Walk, data: number | bigint): unknown {
  const text = `${data}`;
  const shown = redact(text);
  return shown === text ? data : shown;
}

function copyObject(walk: Walk, data: object): unknown {
  if (data instanceof Date) return data;
  if (isErrorLike(data)) return redactError(walk, data);
  if (Array.isArray(data)) return data.map((item) => copy(walk, item));
  if (!isPlain(data)) return redactInstance(data, walk.redact);
  return Object.fromEntries(Object.keys(data).map((key) => [walk.redact(key), copyField(walk, data, key)]));
}

/** One getter that throws does not hide the other fields. */
function copyField(walk: Walk, data: object, key: string): unknown {
  let value: unknown;
  try {
    value = (data as Readonly<Record<string, unknown>>)[key];
  } catch {
    return '[cannot be read]';
  }
  return copy(walk, value);
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === null || prototype === Object.prototype;
}

/** A Map, a URL, a Buffer or an object of a user's class: itself, unless something in it must not be shown. */
function redactInstance(data: object, redact: Redact): unknown {
  const isBuffer = Buffer.isBuffer(data);
  if (!isBuffer && hides(data, redact))
    return show(decodeValue(encodeForDisplay(data, redact).text), { depth: DEEPEST });
  const shown = isBuffer ? data.toString('utf8') : show(data, { depth: DEEPEST });
  const redacted = redact(shown);
  return redacted === shown ? data : redacted;
}

/** Something in it must not be shown, wherever it stands: what a class shows of itself may have it in another spelling. */
function hides(data: unknown, redact: Redact): boolean {
  return encodeForDisplay(data, redact).text !== encodeValue(data).text;
}

function redactError(walk: Walk, error: Error): Error {
  const { redact } = walk;
  const texts = [error.message, error.stack ?? ''];
  const cause = copy(walk, error.cause);
  const isClean = cause === error.cause && texts.every((text) => redact(text) === text);
  if (isClean && !Object.values(error).some((own) => hides(own, redact))) return error;
  const redacted = new Error(redact(error.message), cause === undefined ? undefined : { cause });
  redacted.name = error.name;
  redacted.stack = redact(error.stack ?? '');
  return redacted;
}
