import fc from 'fast-check';
import { copyConstant } from '../../src/wiring/constant';
import { thrownBy } from '../thrown-by';

const copy = (value: unknown) => copyConstant(value, () => "input 1 of op 'a' of job 'j'");

describe('a constant', () => {
  it('is what JSON would make of it, deeply frozen, with nothing of the original', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const copied = copy(value);
        expect(copied).toEqual(JSON.parse(text));
        expect(sharesOrMelts(copied, value)).toBe(false);
      }),
    );
  });

  it('keeps __proto__ as data', () => {
    const copied = copy(JSON.parse('{ "__proto__": { "admin": true } }'));
    expect(JSON.stringify(copied)).toBe('{"__proto__":{"admin":true}}');
    expect((copied as { admin?: boolean }).admin).toBeUndefined();
  });

  it('takes objects without a prototype', () => {
    expect(copy(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ a: 1 });
  });

  it('copies a list of 100,000 objects', () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    expect(copy(rows)).toHaveLength(100_000);
  });
});

/** True if a part of the copy is not frozen, or is a part of the original. */
function sharesOrMelts(copied: unknown, original: unknown): boolean {
  if (typeof copied !== 'object' || copied === null || typeof original !== 'object' || original === null) return false;
  if (copied === original || !Object.isFrozen(copied)) return true;
  return Object.entries(copied).some(([key, value]) =>
    sharesOrMelts(value, (original as Readonly<Record<string, unknown>>)[key]),
  );
}

describe('data that JSON cannot hold', () => {
  class Money {
    readonly amount = 1;
  }
  const circle: { self?: unknown } = {};
  circle.self = circle;
  let laughs: unknown = 'ha';
  for (let i = 0; i < 30; i++) laughs = [laughs, laughs, laughs];
  let deep: unknown = 0;
  for (let i = 0; i < 100_000; i++) deep = [deep];

  const cases: readonly [string, unknown, string][] = [
    ['NaN', { rates: [1, Number.NaN] }, 'NaN at .rates[1]'],
    ['Infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['undefined in an object', { limit: undefined }, 'undefined at .limit'],
    // biome-ignore lint/suspicious/noSparseArray: the case
    ['a hole in a list', [1, , 2], 'undefined at [1]'],
    ['a function', { f: () => 1 }, 'function f at .f'],
    ['a bigint', [1n], '1n at [0]'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a Map', new Map(), 'a Map'],
    ['an instance of a class', { price: new Money() }, 'a Money at .price'],
    ['a key that is a symbol', { [Symbol('k')]: 1 }, 'an object'],
    ['a circle', circle, 'a circle, or over 500 levels'],
    ['depth', deep, 'a circle, or over 500 levels'],
    ['a list that grows by sharing', laughs, 'more than 1,000,000 values'],
  ];

  it.each(cases)('is refused with its path: %s', (_, value, what) => {
    const { code, message } = thrownBy(() => copy(value));
    expect(code).toBe('HOOKLINE_BAD_INPUT');
    expect(message).toContain(`Input 1 of op 'a' of job 'j' holds ${what}`);
    expect(message.length).toBeLessThan(400);
  });
});
