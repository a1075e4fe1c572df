import { InvalidInvocationError } from '../errors/definition-errors';
import { describeValue } from '../util/describe-value';

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
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but an object
 * @example return outs({ valid, rejected });
 */
export function outs<O extends object>(values: O): Outs<O> {
  if (isObject(values) && !Array.isArray(values)) return Object.freeze({ [OUTS]: Object.freeze({ ...values }) });
  throw badArgument(`outs() got ${describeValue(values)}.`, 'Give an object: output name → value.');
}

/**
 * The outputs of a dynamic op: entries `[key, value]`, each key once, of letters, digits, `_` and `-`.
 * The entries are read at once, so that an error of a generator is an error of the op.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but an iterable of pairs
 * @example return dynamic(rows.map((row) => [row.id, row]));
 */
export function dynamic<T>(entries: Iterable<readonly [string, T]>): Dynamic<T> {
  if (typeof entries === 'string' || !isObject(entries) || !(Symbol.iterator in entries)) {
    throw badArgument(`dynamic() got ${describeValue(entries)}.`, 'Give an iterable of [key, value].');
  }
  const list = [...entries];
  const bad = list.findIndex((entry: unknown) => !Array.isArray(entry) || entry.length !== 2);
  if (bad === -1) return Object.freeze({ [DYNAMIC]: Object.freeze(list) });
  throw badArgument(`Entry ${bad} of dynamic() is ${describeValue(list[bad])}.`, 'Each entry is a pair [key, value].');
}

/** Output name → value, if `value` was made by {@link outs}. */
export function outsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return markOf(value, OUTS) as Readonly<Record<string, unknown>> | undefined;
}

/** The entries in order of emission, keys unchecked, if `value` was made by {@link dynamic}. */
export function dynamicOf(value: unknown): readonly (readonly [key: unknown, value: unknown])[] | undefined {
  return markOf(value, DYNAMIC) as readonly (readonly [unknown, unknown])[] | undefined;
}

/** What `outs` or `dynamic` left on a value; a proxy that refuses the question was made by neither. */
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

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
