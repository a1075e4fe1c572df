import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { wrongArgument } from '../util/wrong-argument';

// `Symbol.for` lets two copies of this package in one process understand each other.
const OUTS: unique symbol = Symbol.for('hookline/outs/1');
const DYNAMIC: unique symbol = Symbol.for('hookline/dynamic/1');

/** What an op with several outputs returns; made by {@link outs}. A property `name?` is a conditional output. */
export interface Outs<out O extends object> {
  readonly [OUTS]: O;
}

/** What an op with an unknown number of outputs returns; made by {@link dynamic}. */
export interface Dynamic<out T> {
  readonly [DYNAMIC]: readonly (readonly [key: string, value: T])[];
}

/**
 * The outputs of an op that has several, by name; a conditional one may be left out.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a plain object
 * @example return outs({ valid, rejected });
 */
export function outs<O extends object>(values: O): Outs<O> {
  if (isPlainObject(values)) return Object.freeze({ [OUTS]: Object.freeze({ ...values }) });
  const remedy = 'Give a plain object, output name → value: outs({ valid, rejected }).';
  throw wrongArgument({ parameter: 'values', of: 'outs()', given: values, remedy });
}

/**
 * The outputs of a dynamic op: entries `[key, value]`, each key once, of letters, digits, `_` and `-`.
 * The entries are read at once, so that an error of a generator is an error of the op.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but an iterable of pairs
 * @example return dynamic(rows.map((row) => [row.id, row]));
 */
export function dynamic<T>(entries: Iterable<readonly [string, T]>): Dynamic<T> {
  if (!isIterable(entries)) {
    const remedy = 'Give a list (or another iterable) of [key, value]: dynamic(rows.map((row) => [row.id, row])).';
    throw wrongArgument({ parameter: 'entries', of: 'dynamic()', given: entries, remedy });
  }
  const list = [...entries];
  const bad = list.findIndex((entry: unknown) => !Array.isArray(entry) || entry.length !== 2);
  if (bad === -1) return Object.freeze({ [DYNAMIC]: Object.freeze(list) });
  const remedy = "Give each entry as a pair [key, value]: ['de', row].";
  throw wrongArgument({ parameter: `entries[${bad}]`, of: 'dynamic()', given: list[bad], remedy });
}

/** Output name → value, if `value` was made by {@link outs}. */
export function outsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return markOf(value, OUTS) as Readonly<Record<string, unknown>> | undefined;
}

/** The entries in order of emission, keys unchecked, if `value` was made by {@link dynamic}. */
export function dynamicOf(value: unknown): readonly (readonly [key: unknown, value: unknown])[] | undefined {
  return markOf(value, DYNAMIC) as readonly (readonly [unknown, unknown])[] | undefined;
}

/** An op may return a Proxy that cannot be read: that is a value like any other. */
function markOf(value: unknown, mark: symbol): unknown {
  if (!isObject(value)) return undefined;
  try {
    return (value as Readonly<Record<symbol, unknown>>)[mark];
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: unknown): boolean {
  return isObject(value) && holds(() => typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function');
}
