import { describeValue } from '../util/describe-value';
import type { Redact } from './encode-error';
import { type Fields, type List, type Shape, shapeOf } from './value-shape';
import { TAG, type Tagged } from './value-tags';

/** Each level takes room on the stack, here and in JSON.stringify. */
const DEEPEST = 500;
/** More than memory has room for; a Proxy may make ever new ones. */
const MOST_OBJECTS = 10_000_000;

/**
 * Turns one value into what JSON can hold. What JSON can hold already is taken as it is, so that of plain data nothing is
 * copied.
 */
export class ValueJson {
  /** The first thing that reading the JSON will not give back, with its place. */
  reason: string | undefined;
  private readonly numbers = new Map<object, number>();
  /** The objects that the current value is in, outermost first, and beside them the ways from each to the next. */
  private readonly above: object[] = [];
  private readonly shapes: (Fields | List)[] = [];
  private readonly parts: (string | number)[] = [];

  /** @param redact for each text and key; undefined where texts stay as they are */
  constructor(private readonly redact: Redact | undefined) {}

  /** @throws RangeError for more objects than memory has room for */
  of(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return this.redact ? this.redact(value) : value;
      case 'number':
        if (this.hides(value)) return this.hidden(value);
        return Number.isFinite(value) && !Object.is(value, -0) ? value : numberJson(value);
      case 'boolean':
        return value;
      case 'undefined':
        return { [TAG]: 'undefined' } satisfies Tagged;
      case 'bigint':
        if (this.hides(value)) return this.hidden(value);
        return { [TAG]: 'bigint', value: `${value}` } satisfies Tagged;
      case 'object':
        return value === null ? null : this.ofObject(value);
      default:
        return this.lost(describeValue(value));
    }
  }

  /** A number may be a secret, too: a PIN, an account. */
  private hides(value: number | bigint): boolean {
    return this.redact !== undefined && this.redact(`${value}`) !== `${value}`;
  }

  private hidden(value: number | bigint): string {
    return (this.redact as Redact)(`${value}`);
  }

  private ofObject(value: object): unknown {
    const known = this.numbers.get(value);
    if (known !== undefined) return this.again(value, known);
    if (this.above.length >= DEEPEST) return this.lost(`something below ${DEEPEST} levels`);
    const shape = this.shapeOf(value);
    if (shape === undefined) return this.lost('an object that cannot be read');
    if (shape.kind === 'lost') return this.lost(this.redact ? this.redact(shape.what) : shape.what);
    if (shape.trouble !== undefined) this.note(shape.trouble);
    // Only what the reader will count, too, has a number.
    if (this.numbers.size >= MOST_OBJECTS) throw new RangeError('There are too many objects.');
    this.numbers.set(value, this.numbers.size);
    return shape.kind === 'leaf' ? shape.json : this.ofContainer(value, shape);
  }

  private shapeOf(value: object): Shape | undefined {
    try {
      return shapeOf(value, this.redact);
    } catch {
      return undefined;
    }
  }

  private ofContainer(value: object, shape: Fields | List): unknown {
    this.above.push(value);
    this.shapes.push(shape);
    const json = shape.kind === 'fields' ? this.ofFields(value, shape) : this.ofList(shape);
    this.above.pop();
    this.shapes.pop();
    return shape.wrap ? shape.wrap(json) : json;
  }

  private ofFields(value: object, { keys, wrap }: Fields): object {
    // JSON.stringify would ask an object of a class for its `toJSON`.
    let copy = wrap ? ({} as Record<string, unknown>) : undefined;
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i] as string;
      this.parts[this.above.length - 1] = key;
      const part = read(value, key);
      const json = this.ofPart(part);
      const name = this.redact ? this.redact(key) : key;
      if (!copy && (json !== part || name !== key)) copy = firstFields(value, keys.slice(0, i));
      if (copy) setField(copy, name, json);
    }
    return copy ?? value;
  }

  private ofList({ kind, parts, length, trouble }: List): readonly unknown[] {
    let copy = trouble === undefined ? undefined : ([] as unknown[]);
    for (let i = 0; i < length; i += 1) {
      this.parts[this.above.length - 1] = i;
      const part = read(parts, i);
      // It may have more holes than a text has room for: what comes after the first is left out.
      const isHole = part === undefined && kind === 'list' && !Object.hasOwn(parts, i);
      const json = isHole ? this.lost('a list with holes') : this.ofPart(part);
      if (!copy && json !== part) copy = Array.prototype.slice.call(parts, 0, i);
      if (copy) copy.push(json);
      if (isHole) break;
    }
    return copy ?? parts;
  }

  private ofPart(part: unknown): unknown {
    return part === UNREADABLE ? this.lost('a getter that throws') : this.of(part);
  }

  /** What stands at several places is written once: else ten lists of ten lists of ten … would be a very long text. */
  private again(value: object, number: number): Tagged {
    if (this.above.includes(value)) return this.lost('an object that is inside of itself');
    return { [TAG]: 'ref', value: number };
  }

  private lost(what: string): Tagged {
    this.note(what);
    return { [TAG]: 'lost', value: what };
  }

  private note(what: string): void {
    if (this.reason !== undefined) return;
    const path = this.shapes.map(({ kind }, depth) => segment(kind, this.parts[depth] as string | number));
    const shown = path.length > 2 * SHOWN ? [...path.slice(0, SHOWN), '…', ...path.slice(-SHOWN)] : path;
    const text = shown.join('').replace(/^\./, '');
    this.reason = text === '' ? what : `${what} at ${text}`;
  }
}

/** Segments of a path on either side of what is left out. */
const SHOWN = 6;
const UNREADABLE = Symbol('unreadable');

function read(of: object, key: PropertyKey): unknown {
  try {
    return (of as Readonly<Record<PropertyKey, unknown>>)[key];
  } catch {
    return UNREADABLE;
  }
}

function firstFields(value: object, keys: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of keys) setField(fields, key, read(value, key));
  return fields;
}

function setField(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') fields[key] = value;
  else Object.defineProperty(fields, key, { value, enumerable: true, writable: true, configurable: true });
}

function numberJson(value: number): Tagged {
  return { [TAG]: 'number', value: Object.is(value, -0) ? '-0' : `${value}` };
}

/** `.price`, `[0]`: the way from a container to one of its parts. */
function segment(kind: Fields['kind'] | List['kind'], part: string | number): string {
  if (kind === 'entries') return `[${Number(part) % 2 === 0 ? 'key' : 'value'} ${Number(part) >> 1}]`;
  if (kind === 'items') return `[item ${part}]`;
  if (typeof part === 'number') return `[${part}]`;
  return /^[A-Za-z_][A-Za-z0-9_]{0,40}$/.test(part) ? `.${part}` : `[${describeValue(part)}]`;
}
