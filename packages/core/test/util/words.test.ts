import { InvariantError } from '../../src';
import { assertNever } from '../../src/util/assert-never';
import { describeValue } from '../../src/util/describe-value';
import { didYouMean } from '../../src/util/did-you-mean';
import { thrownBy } from '../thrown-by';

describe('didYouMean', () => {
  it.each([
    ['tokn', 'token'],
    ['tkoen', 'token'],
    ['token', 'token'],
    ['tokens', 'token'],
    ['retires', 'retries'],
    ['xyz', undefined],
    ['', undefined],
    ['TOKEN', 'token'],
    ['chanenl', 'channel'],
    ['tk', undefined],
  ])('finds for %j %j', (word, expected) => {
    expect(didYouMean(word, ['channel', 'token', 'retries'])).toBe(expected);
  });

  it('finds none for words of one or two letters, which are like each other by chance', () => {
    expect(didYouMean('a', ['b', 'ab'])).toBeUndefined();
    expect(didYouMean('db', ['do', 'id'])).toBeUndefined();
    expect(didYouMean('DB', ['do', 'db'])).toBe('db');
  });

  it('takes the nearest, of equals the first', () => {
    expect(didYouMean('cat', ['cart', 'bat', 'cut'])).toBe('cart');
    expect(didYouMean('cat', ['carts', 'bat'])).toBe('bat');
  });
});

const fail = (): never => {
  throw new Error('A getter ran.');
};

describe('describeValue', () => {
  class Named {
    readonly name = 'n';
  }
  it.each([
    ['text', "'text'"],
    ['x'.repeat(80), `'${'x'.repeat(60)}…'`],
    [3, '3'],
    [3n, '3n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [[], 'an empty array'],
    [[1], 'an array'],
    [{}, 'an object'],
    [Object.create(null), 'an object'],
    [new Named(), 'a Named'],
    [Named, 'class Named'],
    [{ constructor: 3 }, 'an object'],
    [Object.defineProperty({}, 'a', { get: fail }), 'an object with a getter'],
    ['a\nb"c', `'a\\nb"c'`],
    [new Error('x'), 'an Error'],
    [Promise.resolve(), 'a Promise (is an await missing?)'],
    [
      (
        () => () =>
          1
      )(),
      'a function',
    ],
  ])('puts %p as %s', (value, words) => {
    expect(describeValue(value)).toBe(words);
  });

  it('runs no code of the value', () => {
    expect(describeValue(new Proxy({}, { getPrototypeOf: fail }))).toBe('an object that cannot be read');
    expect(describeValue(Object.defineProperty(() => 1, 'name', { get: fail }))).toBe('a function');
    expect(describeValue({ toString: fail, [Symbol.toPrimitive]: fail })).toBe('an object');
  });
});

describe('assertNever', () => {
  it('throws the value that should not be', () => {
    const error = thrownBy(() => assertNever('x' as never));
    expect(error).toBeInstanceOf(InvariantError);
    expect(error.message).toContain("Unexpected value 'x'.");
  });
});
