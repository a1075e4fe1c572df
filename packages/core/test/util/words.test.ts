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
  ])('finds for %j %j', (word, expected) => {
    expect(didYouMean(word, ['channel', 'token', 'retries'])).toBe(expected);
  });

  it('takes the nearest, of equals the first', () => {
    expect(didYouMean('cat', ['cart', 'bat', 'cut'])).toBe('cart');
    expect(didYouMean('cat', ['carts', 'bat'])).toBe('bat');
  });
});

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
    [Named, 'function Named'],
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
});

describe('assertNever', () => {
  it('throws the value that should not be', () => {
    const error = thrownBy(() => assertNever('x' as never));
    expect(error).toBeInstanceOf(InvariantError);
    expect(error.message).toContain('Unexpected value x.');
  });
});
