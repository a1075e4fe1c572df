import { toBase64 } from '../util/base64';
import { classNameOf, describeValue } from '../util/describe-value';
import { isErrorLike } from '../util/error-text';
import { isPlainObject } from '../util/plain-object';
import { encodeError, type Redact } from './encode-error';
import { TAG, type Tag, type Tagged, VIEWS, type ViewName } from './value-tags';

/** An object that is one value, as a Date is. */
interface Leaf {
  readonly kind: 'leaf';
  readonly json: Tagged;
  /** Why reading it gives something else than was written. */
  readonly trouble?: string | undefined;
}

/** Something that can't be written, in words. */
interface Lost {
  readonly kind: 'lost';
  readonly what: string;
}

/** An object with parts by name. */
export interface Fields {
  readonly kind: 'fields';
  readonly keys: readonly string[];
  /** Makes the tagged object of its JSON; undefined where that stands for itself. */
  readonly wrap?: ((json: unknown) => Tagged) | undefined;
  readonly trouble?: string | undefined;
}

/** A list; of a Map its keys and values in turn, of a Set its items. */
export interface List {
  readonly kind: 'list' | 'entries' | 'items';
  readonly parts: readonly unknown[];
  readonly length: number;
  readonly wrap?: ((json: unknown) => Tagged) | undefined;
  readonly trouble?: string | undefined;
}

export type Shape = Leaf | Lost | Fields | List;

/** More would not fit into a text; a Proxy may claim so. */
const LONGEST_LIST = 50_000_000;

/** How an object is written. May throw, as for a Proxy whose traps do. */
export function shapeOf(value: object, redact: Redact | undefined): Shape {
  if (Array.isArray(value)) return listShape(value);
  if (isPlainObject(value)) return plainShape(value);
  const brand = Object.prototype.toString.call(value).slice(8, -1);
  if (brand === 'Promise') return { kind: 'lost', what: describeValue(value) };
  if (isErrorLike(value)) return { kind: 'leaf', json: { [TAG]: 'Error', value: encodeError(value, redact ?? same) } };
  return collectionShape(value, brand) ?? leafShape(value, { brand, redact }) ?? instanceShape(value);
}

function listShape(parts: readonly unknown[]): List | Lost {
  const { length } = parts;
  if (!(length <= LONGEST_LIST)) return { kind: 'lost', what: `a list of ${length} items` };
  const trouble = Object.getPrototypeOf(parts) === Array.prototype ? undefined : foreign(parts, 'Array');
  return { kind: 'list', parts, length, trouble };
}

function plainShape(value: object): Fields {
  const keys = Object.keys(value);
  const trouble = hasSymbols(value) ? 'an object with a symbol as key' : undefined;
  if (Object.getPrototypeOf(value) === null) return { kind: 'fields', keys, wrap: wrapNull, trouble };
  return { kind: 'fields', keys, wrap: Object.hasOwn(value, TAG) ? wrapObject : undefined, trouble };
}

const wrapNull = (value: unknown): Tagged => ({ [TAG]: 'null', value });
const wrapObject = (value: unknown): Tagged => ({ [TAG]: 'object', value });

function hasSymbols(value: object): boolean {
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
}

function collectionShape(value: object, brand: string): List | undefined {
  const parts: unknown[] = [];
  // These throw where the brand is only claimed.
  if (brand === 'Map') Map.prototype.forEach.call(value, (item, key) => parts.push(key, item));
  else if (brand === 'Set') Set.prototype.forEach.call(value, (item) => parts.push(item));
  else return undefined;
  const kind = brand === 'Map' ? 'entries' : 'items';
  const wrap = (json: unknown): Tagged => ({ [TAG]: brand, value: json });
  return { kind, parts, length: parts.length, wrap, trouble: foreign(value, brand) };
}

interface Leafing {
  readonly brand: string;
  readonly redact: Redact | undefined;
}

function leafShape(value: object, { brand, redact }: Leafing): Leaf | Lost | undefined {
  if (ArrayBuffer.isView(value)) return viewShape(value, { brand, redact });
  switch (brand) {
    case 'Date': {
      const time = Date.prototype.getTime.call(value);
      return leaf(value, 'Date', Number.isNaN(time) ? null : new Date(time).toISOString());
    }
    case 'RegExp':
    case 'URL': {
      // What is left of it after hiding may be no expression and no URL.
      const text = (value as RegExp | URL).toString();
      const shown = redact ? redact(text) : text;
      if (shown !== text) return { kind: 'lost', what: shown };
      const { source, flags } = value as RegExp;
      return leaf(value, brand, brand === 'URL' ? text : [source, flags]);
    }
    case 'ArrayBuffer':
      return bytesLeaf(value, { bytes: new Uint8Array(value as ArrayBuffer), tag: brand, redact });
    default:
      return undefined;
  }
}

function viewShape(view: ArrayBufferView, { brand, redact }: Leafing): Leaf | Lost | undefined {
  const isBuffer = brand === 'Uint8Array' && classNameOf(view) === 'Buffer';
  if (!isBuffer && !Object.hasOwn(VIEWS, brand)) return undefined;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return bytesLeaf(view, { bytes, tag: isBuffer ? 'Buffer' : (brand as ViewName), redact });
}

interface Bytes {
  readonly bytes: Uint8Array;
  readonly tag: Tag;
  readonly redact: Redact | undefined;
}

/** A secret among bytes would not be found in their base64, which depends on where it stands. */
function bytesLeaf(of: object, { bytes, tag, redact }: Bytes): Leaf | Lost {
  if (redact) {
    const text = new TextDecoder().decode(bytes);
    const shown = redact(text);
    if (shown !== text) return { kind: 'lost', what: shown };
  }
  return leaf(of, tag, toBase64(bytes));
}

function leaf(of: object, tag: Tag, value: unknown): Leaf {
  return { kind: 'leaf', json: { [TAG]: tag, value }, trouble: foreign(of, tag) };
}

/** An object of a class keeps the name of that and its fields, for people; what depends on it would miss its methods. */
function instanceShape(value: object): Fields {
  const name = classNameOf(value);
  const wrap = (json: unknown): Tagged => ({ [TAG]: 'instance', class: name, value: json });
  return { kind: 'fields', keys: Object.keys(value), wrap, trouble: ofClass(value) };
}

/** Why an object of a built-in kind is not restored as it was: its class is one that extends it. */
function foreign(value: object, expected: string): string | undefined {
  return classNameOf(value) === expected ? undefined : ofClass(value);
}

function ofClass(value: object): string {
  const name = classNameOf(value);
  return name === '' ? 'an object of a class without a name' : `an object of class ${name}`;
}

function same(text: string): string {
  return text;
}
