import { describeValue } from '../util/describe-value';
import type { Redact } from './encode-error';
import { ValueJson } from './value-json';
import { TAG, type Tagged } from './value-tags';

/** A value as text. */
export interface EncodedValue {
  /** Tagged JSON, for `decodeValue`. */
  readonly text: string;
  /** False where reading the text gives something else than was written: then it serves people and hooks, not steps. */
  readonly restorable: boolean;
  /** Why it is not restorable, with the place: `an object of class Money at items[0].price`. */
  readonly reason?: string;
}

/**
 * A value as tagged JSON (D29). Beside JSON data it keeps undefined, NaN, ±Infinity, -0, bigint, Date, Map, Set, RegExp, URL, Error,
 * Buffer, ArrayBuffer and its views, objects without prototype, and objects that stand at several places. Not kept:
 * what only a class, a function, a symbol, a promise or a getter has, circles, holes of lists, and properties of lists
 * beside their items (as `index` of a match), what is below 500 levels. Never throws; in linear time.
 */
export function encodeValue(value: unknown): EncodedValue {
  return write(value, undefined);
}

/** The same for what is only shown: each text in it, keys too, passes `redact` (D30). */
export function encodeForDisplay(value: unknown, redact: Redact): EncodedValue {
  return write(value, redact);
}

function write(value: unknown, redact: Redact | undefined): EncodedValue {
  try {
    const json = new ValueJson(redact);
    const text = JSON.stringify(json.of(value));
    return json.reason === undefined ? { text, restorable: true } : { text, restorable: false, reason: json.reason };
  } catch {
    // Longer than a text can be, or the stack of the caller is used up.
    const reason = `${describeValue(value)} that cannot be written`;
    const lost: Tagged = { [TAG]: 'lost', value: redact ? redact(reason) : reason };
    return { text: JSON.stringify(lost), restorable: false, reason };
  }
}
