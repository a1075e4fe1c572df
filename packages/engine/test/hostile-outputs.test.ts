import { Graph, Op, type OpContext, successHook, toJob, type Wired } from '@hookline/core';
import { createTestExecutor } from './engine';
import { createThrowingProxy } from './hostile-values';

interface Cycle {
  self?: Cycle;
}

const cycle: Cycle = {};
cycle.self = cycle;
class Account {
  #secret = 1;
  get secret(): number {
    return this.#secret;
  }
}
const sparse = new Array<number>(1_000_000);
sparse[5] = 1;

const getters = {
  get boom(): never {
    throw new Error('boom');
  },
};
const throwingButKeys = createThrowingProxy();

/** Values that JSON cannot hold, or that cost something to look into. */
const OUTPUTS: readonly (readonly [string, unknown])[] = [
  ['a cycle', cycle],
  ['getters that throw', getters],
  ['a function', () => 1],
  ['a class', Account],
  ['an instance with private fields', new Account()],
  ['a proxy', new Proxy({ a: 1 }, {})],
  ['a list that holds a proxy whose traps throw', [throwingButKeys]],
  ['a bigint', 10n],
  ['an invalid date', new Date(Number.NaN)],
  ['a Map with cycles', new Map<unknown, unknown>([[cycle, cycle]])],
  ['a WeakSet', new WeakSet([cycle])],
  ['a sparse array', sparse],
  ['a symbol', Symbol('s')],
  ['NaN', Number.NaN],
  ['an error', new Error('as a value')],
  ['a frozen object', Object.freeze({ a: 1 })],
  ['an object without a prototype', Object.create(null)],
  ['a text of 100 MB', 'x'.repeat(100 * 1024 * 1024)],
  ['a buffer of 100 MB', Buffer.alloc(100 * 1024 * 1024)],
];

let output: unknown;
const seen: unknown[] = [];

class Ops {
  @Op() make(): unknown {
    return output;
  }
  @Op() take(value: unknown): void {
    seen.push(value);
  }
  @Op() list(): number[] {
    return [1];
  }
  @Op() mutate(list: number[]): number {
    return list.push(list.length + 1);
  }
  @Op() describe(context: OpContext): void {
    context.addOutputMetadata(output as never);
  }
  @Graph() passing(this: Wired<Ops>) {
    this.take(this.make());
  }
  @Graph() sharing(this: Wired<Ops>) {
    const list = this.list();
    this.mutate(list);
    this.mutate(list);
  }
  @Graph() describing(this: Wired<Ops>) {
    this.describe();
  }
}

const hook = successHook({ name: 'see' }, ({ opOutputValues, opInputValues }) => {
  if ('result' in opOutputValues) seen.push(opOutputValues['result']);
  seen.push(...opInputValues);
});

const execute = createTestExecutor();

beforeEach(() => {
  seen.length = 0;
});

describe('an output', () => {
  it.each(OUTPUTS)('that is %s reaches ops, hooks and the caller as the same object', async (_, value) => {
    output = value;
    const result = await execute(toJob(Ops, 'passing', { hooks: [hook] }));
    const met = [...seen, result.outputFor('make')].filter((it) => it !== undefined);
    expect(met.length).toBe(4);
    expect(met.every((it) => Object.is(it, value))).toBe(true);
  });

  it('is one object for all who take it: what one op changes, the others see (S19)', async () => {
    const result = await execute(toJob(Ops, 'sharing', {}), { maxConcurrent: 1 });
    expect([result.outputFor('mutate'), result.outputFor('mutate_2')]).toEqual([2, 3]);
    expect(result.outputFor('list')).toEqual([1, 2, 3]);
  });
});

describe('metadata', () => {
  it.each([
    ['a cycle', { cycle }],
    ['a bigint', { big: 1n }],
    ['an invalid date', { at: new Date(Number.NaN) }],
    ['a Map', { map: new Map() }],
    ['something 10,000 levels deep', { deep: JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as unknown }],
  ])('with %s is refused with a sentence', async (_, metadata) => {
    output = metadata;
    const { error } = await execute(toJob(Ops, 'describing', {}), { raiseOnError: false });
    expect(error?.message).toMatch(
      /^Parameter 'metadata\..*' of context\.addOutputMetadata\(\) is .* at most 100 levels deep/,
    );
  });
});
