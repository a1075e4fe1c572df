import { KINDS, type Kind } from './values';

/** What a parameter or an option takes. */
export interface Form {
  /** A new value that it takes. */
  readonly valid: () => unknown;
  /** Those of the values that it takes as well: all others must be refused. */
  readonly takes: readonly Kind[];
  /** For an object of options: what each of them takes. */
  readonly options?: Readonly<Record<string, Form>>;
  /** May be left out. */
  readonly optional?: true;
}

const TEXTS: readonly Kind[] = ['empty text', 'word', 'sentence', 'long text'];
// RangeError and its like can be called without new.
const FUNCTIONS: readonly Kind[] = ['function', 'async function', 'generator', 'error class'];
const EMPTY: readonly Kind[] = ['empty object', 'object without prototype'];

/** A form that takes one sort of value, and of the list only some. */
export function form(valid: () => unknown, ...takes: readonly Kind[]): Form {
  return { valid, takes };
}

/** The same, but it may be left out. */
export function optional(inner: Form): Form {
  return { ...inner, optional: true, takes: ['undefined', ...inner.takes] };
}

/** A plain object with these options; every one of them gets all wrong values, too. */
export function options(of: Readonly<Record<string, Form>>): Form {
  const required = Object.entries(of).filter(([, { optional: mayLack }]) => !mayLack);
  const valid = () => Object.fromEntries(required.map(([name, inner]) => [name, inner.valid()]));
  return { valid, takes: required.length === 0 ? EMPTY : [], options: of };
}

/** All of the options may be left out. */
export function optionals(of: Readonly<Record<string, Form>>): Readonly<Record<string, Form>> {
  return Object.fromEntries(Object.entries(of).map(([name, inner]) => [name, optional(inner)]));
}

export const TEXT = form(() => 'a text', ...TEXTS);
export const NONEMPTY = form(() => 'KEY', 'word', 'sentence', 'long text');
export const NAME = form(() => 'load', 'word');
export const FLAG = form(() => true, 'true');
export const COUNT = form(() => 3, 'one');
export const WHOLE = form(() => 3, 'zero', 'one', 'negative');
export const NATURAL = form(() => 3, 'zero', 'one');
export const NUMBER = form(() => 3, 'zero', 'one', 'negative', 'fraction');
export const DURATION = form(() => '30s', 'zero', 'one', 'fraction');
export const TIMEOUT = form(() => '30s', 'one', 'fraction');
export const FUNCTION = form(() => () => undefined, ...FUNCTIONS);
export const TAGS = form(() => ({ team: 'billing' }), ...EMPTY);
export const KEYS = form(() => ['db'], 'empty list', 'list of words');
export const RECORD = form(() => ({}), ...EMPTY);
/** Whatever is given is a value of the user. */
export const ANYTHING = form(() => 1, ...KINDS);
