/** The values that everything is called with, from plain JavaScript's point of view: each a new one, by name. */
export const VALUES = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  zero: () => 0,
  one: () => 1,
  negative: () => -1,
  fraction: () => 1.5,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  bigint: () => 3n,
  symbol: () => Symbol('s'),
  'empty text': () => '',
  word: () => 'load',
  sentence: () => 'no name!\n"at all"',
  'long text': () => 'x y '.repeat(25_000),
  'empty list': () => [],
  'list of words': () => ['a', 'b'],
  'list of null': () => [null],
  'empty object': () => ({}),
  'object with an unknown key': () => ({ zzzzzzzz: 1 }),
  'object without prototype': () => Object.create(null) as unknown,
  Map: () => new Map([['name', 'load']]),
  Set: () => new Set(['a']),
  Date: () => new Date(0),
  'invalid Date': () => new Date(Number.NaN),
  RegExp: () => /a/,
  Error: () => new Error('boom'),
  'instance of a class': () => new Options(),
  class: () =>
    class Given {
      readonly name = 'given';
    },
  'error class': () => RangeError,
  function: () => () => undefined,
  'async function': () => async () => undefined,
  generator: () =>
    function* generate() {
      yield 1;
    },
  'boxed text': () => Object('load') as unknown,
  'thrown getter': () => ({
    get name() {
      throw new Error('getter');
    },
  }),
  'unreadable Proxy': () => new Proxy({}, UNREADABLE),
  'revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
} as const;

/** The name of a value in {@link VALUES}. */
export type Kind = keyof typeof VALUES;

export const KINDS = Object.keys(VALUES) as readonly Kind[];

class Options {
  readonly name = 'load';
}

const fail = (): never => {
  throw new Error('trap');
};

const UNREADABLE: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getPrototypeOf: fail,
  getOwnPropertyDescriptor: fail,
};
