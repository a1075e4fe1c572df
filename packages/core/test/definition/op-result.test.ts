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
    expect(error.message).toMatch(/^outs\(\) got .*\. Give an object: output name → value\.$/);
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
    [undefined, 'dynamic() got undefined. Give an iterable of [key, value].'],
    ['abc', "dynamic() got 'abc'."],
    [{ a: 1 }, 'dynamic() got an object.'],
    [[['a', 1], 'b'], "Entry 1 of dynamic() is 'b'. Each entry is a pair [key, value]."],
    [[['a']], 'Entry 0 of dynamic() is an array.'],
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
