import { describeValue } from './describe-value';

/** A longer text in a sentence of ours would hide the rest of it. */
const LONGEST = 10_000;
const MOST_OF_MANY = 3;

/** True for an error of any realm whose message can be read; never throws, whatever is thrown at it. */
export function isErrorLike(thrown: unknown): thrown is Error {
  try {
    return isError(thrown) && isReadable(thrown);
  } catch {
    return false;
  }
}

/** `instanceof` alone misses errors of other realms, as those of Node's own modules inside jest. */
function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  const tag = Object.prototype.toString.call(thrown);
  return (tag === '[object Error]' || tag === '[object DOMException]') && 'message' in (thrown as object);
}

/** Reads what everybody reads of an error, for that may throw. Not the stack, which costs much to make. */
function isReadable(error: Error & { readonly code?: unknown }): boolean {
  return [error.message, error.name, error.cause, error.code].length > 0;
}

/**
 * The message of an error for a sentence of ours; of one without a message its `code`, the messages of the errors in it
 * (as of an AggregateError) or its name. Never throws; at most 10,000 characters.
 */
export function messageOf(error: Error): string {
  try {
    return shortened(textOf(error));
  } catch {
    return 'an error whose message cannot be read';
  }
}

function textOf(error: Error & { readonly code?: unknown; readonly errors?: unknown }): string {
  const { message } = error as { readonly message: unknown };
  const text = typeof message === 'string' || message === undefined ? (message ?? '') : describe(message);
  const inner = Array.isArray(error.errors) ? innerTexts(error.errors) : '';
  if (text !== '') return inner === '' || text.includes(inner) ? text : `${text} (${inner})`;
  if (inner !== '') return inner;
  return typeof error.code === 'string' ? error.code : error.name;
}

/** Of the errors in an error; their own inner ones are left out. */
function innerTexts(errors: readonly unknown[]): string {
  const texts = errors.slice(0, MOST_OF_MANY).map((error) => (isErrorLike(error) ? error.message : describe(error)));
  const rest = errors.length - texts.length;
  return texts.join('; ') + (rest > 0 ? ` and ${rest} more` : '');
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : describeValue(value);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
