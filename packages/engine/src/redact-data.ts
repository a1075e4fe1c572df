type Redact = (text: string) => string;

/** Data of a log line deeper than this is left out. */
const DEEPEST = 6;

/**
 * A copy of a log line's data in which all texts are redacted: those of nested objects, lists and errors, too. Errors
 * without secrets stay themselves; objects of other classes are shown by their own properties.
 */
export function redactData(data: unknown, redact: Redact, depth = 0): unknown {
  if (typeof data === 'string') return redact(data);
  if (typeof data !== 'object' || data === null || data instanceof Date) return data;
  if (depth >= DEEPEST) return '[…]';
  if (data instanceof Error) return redactError(data, redact, depth);
  if (Array.isArray(data)) return data.map((item) => redactData(item, redact, depth + 1));
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactData(value, redact, depth + 1)]));
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
