import { type Dynamic, dynamic, outs } from '../../src';
import { dynamicOf, outsOf } from '../../src/definition/op-result';
import { thrownBy } from '../thrown-by';

describe('outs', () => {
  it('keeps the outputs by name', () => {
    expect(outsOf(outs({ valid: [1], rejected: undefined }))).toEqual({ valid: [1], rejected: undefined });
    expect(outs({ a: 1 })).toEqual(outs({ a: 1 }));
    expect(outs({ a: 1 })).not.toEqual(outs({ a: 2 }));
  });

  it.each([[undefined], [null], [3], [[1]]])('refuses %j', (values) => {
    const error = thrownBy(() => outs(values as never));
    expect(error.code).toBe('HOOKLINE_BAD_ARGUMENT');
    expect(error.message).toMatch(
      /^Parameter 'values' of outs\(\) is .*\. Give a plain object, output name → value: outs\(\{ valid, rejected \}\)\.$/,
    );
  });
});

describe('dynamic', () => {
  it('keeps the entries in order, read at once', () => {
    function* entries(): Generator<readonly [string, number]> {
      yield ['b', 1];
      yield ['a', 2];
    }
    expect(dynamicOf(dynamic(entries()))).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
    expect(dynamicOf(dynamic(new Map([['x', 1]])))).toEqual([['x', 1]]);
  });

  it('throws what a generator throws', () => {
    const boom = new Error('boom');
    function* entries(): Generator<readonly [string, number]> {
      yield ['a', 1];
      throw boom;
    }
    expect((): Dynamic<number> => dynamic(entries())).toThrow(boom);
  });

  it.each([
    [
      undefined,
      "Parameter 'entries' of dynamic() is undefined. Give a list (or another iterable) of [key, value]: dynamic(rows.map((row) => [row.id, row])).",
    ],
    ['abc', "Parameter 'entries' of dynamic() is 'abc'."],
    [{ a: 1 }, "Parameter 'entries' of dynamic() is an object."],
    [
      [['a', 1], 'b'],
      "Parameter 'entries[1]' of dynamic() is 'b'. Give each entry as a pair [key, value]: ['de', row].",
    ],
    [[['a']], "Parameter 'entries[0]' of dynamic() is an array."],
  ])('refuses %j', (entries, message) => {
    const error = thrownBy(() => dynamic(entries as never));
    expect([error.code, error.message]).toEqual(['HOOKLINE_BAD_ARGUMENT', expect.stringContaining(message)]);
  });
});

describe('readers of results', () => {
  it.each([[undefined], [null], [3], ['x'], [{ valid: 1 }], [[]], [() => 1]])('see nothing in %p', (value) => {
    expect([outsOf(value), dynamicOf(value)]).toEqual([undefined, undefined]);
  });

  it('tell one from the other', () => {
    expect(dynamicOf(outs({ a: 1 }))).toBeUndefined();
    expect(outsOf(dynamic([['a', 1]]))).toBeUndefined();
  });
});
