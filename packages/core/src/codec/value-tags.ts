/**
 * Key of the objects that stand for what JSON lacks: `{"$":"Date","value":"2026-01-31T08:00:00.000Z"}`. An object of a user
 * that has this key is written as `{"$":"object","value":{...}}`.
 */
export const TAG = '$';

/** How a text begins where it stands for something that JSON lacks; inside of a string its quotes are escaped. */
export const TAG_START = `{"${TAG}":`;

/** Views of bytes that are restored as they were. */
export const VIEWS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
} as const;

export type ViewName = keyof typeof VIEWS;

/**
 * What a tagged object stands for. `ref`: the n-th object of the text, counted from 0 where each begins. `object`: one that
 * has the key `$`. `null`: one without prototype. `instance`: one of a class, with its fields. `lost`: something that
 * can't be written, in words.
 */
export type Tag =
  | 'undefined'
  | 'number'
  | 'bigint'
  | 'lost'
  | 'ref'
  | 'object'
  | 'null'
  | 'instance'
  | 'Map'
  | 'Set'
  | 'Date'
  | 'RegExp'
  | 'URL'
  | 'Error'
  | 'Buffer'
  | 'ArrayBuffer'
  | ViewName;

/** An object of JSON that stands for something else; the tag comes first, so that a text tells by its beginning. */
export interface Tagged {
  readonly [TAG]: Tag;
  readonly value?: unknown;
  /** Of an instance. */
  readonly class?: string;
}
