import { inspect } from 'node:util';

type Redact = (text: string) => string;

/** Data of a log line deeper than this is left out. */
const DEEPEST = 6;

/**
 * A copy of a log line's data in which all texts are redacted: those of nested objects, their keys, lists and errors, too.
 * Errors and objects of classes stay themselves where nothing in them must be hidden.
 */
export function redactData(data: unknown, redact: Redact, depth = 0): unknown {
  if (typeof data === 'string') return redact(data);
  if (typeof data !== 'object' || data === null || data instanceof Date) return data;
  if (depth >= DEEPEST) return '[…]';
  if (data instanceof Error) return redactError(data, redact, depth);
  if (Array.isArray(data)) return data.map((item) => redactData(item, redact, depth + 1));
  if (!isPlain(data)) return redactInstance(data, redact);
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [redact(key), redactData(value, redact, depth + 1)]),
  );
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === null || prototype === Object.prototype;
}

/** A Map, a URL, a Buffer or an object of a user's class: itself, unless something in it must not be shown. */
function redactInstance(data: object, redact: Redact): unknown {
  const shown = Buffer.isBuffer(data) ? data.toString('utf8') : inspect(data, { depth: DEEPEST });
  const redacted = redact(shown);
  return redacted === shown ? data : redacted;
}

function redactError(error: Error, redact: Redact, depth: number): Error {
  const texts = [error.message, error.stack ?? ''];
  const cause = redactData(error.cause, redact, depth + 1);
  if (cause === error.cause && texts.every((text) => redact(text) === text)) return error;
  const copy = new Error(redact(error.message), cause === undefined ? undefined : { cause });
  copy.name = error.name;
  copy.stack = redact(error.stack ?? '');
  return copy;
}
