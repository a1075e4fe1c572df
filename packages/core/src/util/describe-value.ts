import { isAsyncSyntax, isClassSyntax } from './is-callable';

const LONGEST = 60;

/**
 * Any value in a few words, for the text of an error: `'abc'`, `3`, `an array`, `class Etl`, `a Map`. Runs no code of the
 * value (no getter, no `toString`) and never throws, not even for a Proxy whose traps do.
 */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return shorten(`${value}n`);
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return shorten(String(value));
  try {
    return typeof value === 'function' ? describeFunction(value) : describeObject(value);
  } catch {
    return `${typeof value === 'function' ? 'a function' : 'an object'} that cannot be read`;
  }
}

/** In one line: what is not visible is escaped. */
function quote(text: string): string {
  const shown = JSON.stringify(shorten(text)).slice(1, -1).replaceAll('\\"', '"');
  return `'${shown}'`;
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function describeFunction(value: object): string {
  const name = ownName(value);
  const kind = isClassSyntax(value) ? 'class' : isAsyncSyntax(value) ? 'async function' : 'function';
  if (name !== '') return `${kind} ${name}`;
  return `${kind === 'async function' ? 'an' : 'a'} ${kind}`;
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  const name = classNameOf(value);
  if (name === '' || name === 'Object') return hasGetter(value) ? 'an object with a getter' : 'an object';
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}${name === 'Promise' ? ' (is an await missing?)' : ''}`;
}

/** Where a plain object is expected, it is a getter that makes one wrong. */
function hasGetter(value: object): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(value)).some((property) => property.get !== undefined);
}

/** The name of the class that an object is of; empty where it has none. May throw, as for a Proxy. */
export function classNameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const maker: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof maker === 'function' ? ownName(maker) : '';
}

/** The name of a class or function; empty where it has none, or something else than a text. */
export function ownName(fn: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? shorten(name) : '';
}
