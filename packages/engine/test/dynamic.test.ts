import {
  type BodyNames,
  type Dynamic,
  defineJob,
  dynamic,
  Graph,
  Job,
  Op,
  type OpContext,
  type Output,
  type Outs,
  outs,
  type Wired,
} from '@hookline/core';
import { createTestExecutor } from './engine';

const execute = createTestExecutor({ random: () => 0 });
const bad = new Error('bad item');
const calls: string[] = [];

beforeEach(() => {
  calls.length = 0;
});

class Ops {
  @Op({ dynamic: true }) each(keys: string[]): Dynamic<number> {
    return dynamic(keys.map((key, index) => [key, index + 1] as const));
  }
  @Op({ dynamic: true }) broken(): Dynamic<number> {
    throw bad;
  }
  @Op({ dynamic: true }) maybe(n: number): Dynamic<number> {
    return dynamic([['a', n]]);
  }
  @Op({ outs: ['none?'] }) nothing(): Outs<{ none?: number }> {
    return outs({});
  }
  @Op() double(n: number, { stepKey }: OpContext): number {
    calls.push(stepKey);
    return n * 2;
  }
  @Op() onlyOdd(n: number): number {
    if (n % 2 === 0) throw bad;
    return n;
  }
  @Op({ outs: ['odd?'] }) odd(n: number): Outs<{ odd?: number }> {
    return outs(n % 2 === 1 ? { odd: n } : {});
  }
  @Op() add(a: number, b: number): number {
    return a + b;
  }
  @Op() list(all: number[]): number[] {
    return all;
  }
  @Op() scale(n: number, all: number[]): number {
    return n * all.length;
  }
  @Graph() twice(this: Wired<Ops>, n: Output<number>) {
    return this.double(this.double(n));
  }
  @Job() zero(this: Wired<Ops>) {
    const items = this.each([]);
    this.list(items.map((n) => this.double(n)).collect());
    this.list.alias('raw')(items.collect());
    this.list.alias('chained')(
      items
        .map((n) => this.add(n, 1))
        .map((n) => this.add(n, 2))
        .collect(),
    );
    this.add.alias('after').after(items.map((n) => this.double(n)))(1, 1);
  }
  @Job() plain(this: Wired<Ops>) {
    const items = this.each(['z', 'a', 'm']);
    this.list(items.map((n) => this.double(n)).collect());
    this.list.alias('raw')(items.collect());
  }
  @Job() failing(this: Wired<Ops>) {
    this.list(
      this.each(['x', 'y', 'z'])
        .map((n) => this.double(this.onlyOdd(n)))
        .collect(),
    );
  }
  @Job() skipping(this: Wired<Ops>) {
    const odds = this.each(['x', 'y', 'z']).map((n) => this.odd(n).odd);
    this.list(odds.collect());
    this.list.alias('doubled')(odds.map((n) => this.double(n)).collect());
  }
  @Job() allSkipped(this: Wired<Ops>) {
    this.list(
      this.each(['x'])
        .map((n) => this.odd(this.double(n)).odd)
        .collect(),
    );
  }
  @Job() broadcast(this: Wired<Ops>) {
    const ten = this.double(5);
    this.list(
      this.each(['x', 'y'])
        .map((n) => this.add(n, ten))
        .collect(),
    );
  }
  @Job() twoMaps(this: Wired<Ops>) {
    const items = this.each(['x', 'y']);
    const first = items.map((n) => this.double(n)).collect();
    this.list(
      this.each
        .alias('others')(['p', 'q'])
        .map((n) => this.scale(n, first))
        .collect(),
    );
    this.list.alias('same')(items.map((n) => this.scale.alias('scaleSame')(n, first)).collect());
  }
  @Job() graph(this: Wired<Ops>) {
    this.list(
      this.each(['x', 'y'])
        .map((n) => this.twice(n))
        .collect(),
    );
  }
  @Job() overFailed(this: Wired<Ops>) {
    const items = this.broken();
    this.list(items.map((n) => this.double(n)).collect());
    this.list.alias('raw')(items.collect());
  }
  @Job() overSkipped(this: Wired<Ops>) {
    const items = this.maybe(this.nothing().none);
    this.list(items.map((n) => this.double(n)).collect());
    this.list.alias('raw')(items.collect());
  }
  @Job() overNotExecuted(this: Wired<Ops>) {
    const items = this.maybe(this.onlyOdd(2));
    this.list(items.map((n) => this.double(n)).collect());
  }
}

async function run(
  job: Exclude<BodyNames<Ops>, 'twice'>,
): Promise<{ readonly steps: Readonly<Record<string, string>>; readonly value: (step: string) => unknown }> {
  const result = await execute(defineJob(Ops, job), { raiseOnError: false });
  const steps = Object.fromEntries(
    Object.entries(result.steps).map(([key, { status, skipReason }]) => [
      key,
      skipReason ? `${status} ${skipReason}` : status,
    ]),
  );
  return { steps, value: (step) => result.outputFor(step) };
}

describe('a map (S23)', () => {
  it('over zero keys ends at once; collect is [] and what waits for it runs', async () => {
    const { steps, value } = await run('zero');
    expect(steps).toEqual({ each: 'success', list: 'success', raw: 'success', chained: 'success', after: 'success' });
    expect([value('list'), value('raw'), value('chained'), value('after')]).toEqual([[], [], [], 2]);
  });

  it('runs once per key; collect keeps the order of emission', async () => {
    const { steps, value } = await run('plain');
    expect(Object.keys(steps)).toEqual(['each', 'double[z]', 'double[a]', 'double[m]', 'list', 'raw']);
    expect([value('list'), value('raw'), value('each')]).toEqual([[2, 4, 6], [1, 2, 3], { z: 1, a: 2, m: 3 }]);
  });

  it('goes on for the siblings of a failing item; collect is not executed', async () => {
    const { steps } = await run('failing');
    expect(steps).toEqual({
      each: 'success',
      'onlyOdd[x]': 'success',
      'onlyOdd[y]': 'failure',
      'onlyOdd[z]': 'success',
      'double[x]': 'success',
      'double[y]': 'notExecuted upstream',
      'double[z]': 'success',
      list: 'notExecuted upstream',
    });
  });

  it('leaves skipped items out of collect', async () => {
    const { steps, value } = await run('skipping');
    expect(steps).toMatchObject({ 'odd[y]': 'success', 'double[y]': 'skipped absent', 'double[z]': 'success' });
    expect([value('list'), value('doubled')]).toEqual([
      [1, 3],
      [2, 6],
    ]);
  });

  it('skips collect when all of at least one item are absent', async () => {
    const { steps } = await run('allSkipped');
    expect(steps).toEqual({ each: 'success', 'double[x]': 'success', 'odd[x]': 'success', list: 'skipped absent' });
  });

  it('takes outer outputs for each item', async () => {
    expect((await run('broadcast')).value('list')).toEqual([11, 12]);
  });

  it('takes what another map collected, also one over the same items', async () => {
    const { value } = await run('twoMaps');
    expect([value('list'), value('same')]).toEqual([
      [2, 4],
      [2, 4],
    ]);
  });

  it('may hold a graph', async () => {
    const { steps, value } = await run('graph');
    expect(value('list')).toEqual([4, 8]);
    expect(Object.keys(steps)).toEqual([
      'each',
      'twice.double[x]',
      'twice.double[y]',
      'twice.double_2[x]',
      'twice.double_2[y]',
      'list',
    ]);
  });

  it.each([
    [
      'overFailed',
      { broken: 'failure', double: 'notExecuted upstream', list: 'notExecuted upstream', raw: 'notExecuted upstream' },
    ],
    [
      'overSkipped',
      {
        nothing: 'success',
        maybe: 'skipped absent',
        double: 'skipped absent',
        list: 'skipped absent',
        raw: 'skipped absent',
      },
    ],
    [
      'overNotExecuted',
      {
        onlyOdd: 'failure',
        maybe: 'notExecuted upstream',
        double: 'notExecuted upstream',
        list: 'notExecuted upstream',
      },
    ],
  ] as const)('ends as a whole where its dynamic step did not succeed (%s)', async (job, steps) => {
    expect((await run(job)).steps).toEqual(steps);
    expect(calls).toEqual([]);
  });
});

describe('what a dynamic op emits (S23)', () => {
  class Emitting {
    static entries: unknown;
    @Op({ dynamic: true }) op(): Dynamic<number> {
      return dynamic(Emitting.entries as never);
    }
    @Op() take(_: number): void {}
    @Job() job(this: Wired<Emitting>) {
      this.op().map((n) => {
        this.take(n);
        return undefined;
      });
    }
  }

  it.each([
    [
      'a key twice',
      [
        ['a', 1],
        ['a', 2],
      ],
      "Step 'op' emitted the key 'a' twice. Make the keys unique.",
    ],
    ['a bad key', [['a b', 1]], "Step 'op' emitted the key 'a b'. Give a text of letters, digits, _ and -: 'a_b'."],
    ['a number as key', [[1, 1]], "Step 'op' emitted the key 1. Give a text of letters, digits, _ and -: '1'."],
    ['an empty key', [['', 1]], "Step 'op' emitted the key ''. Give a text of letters, digits, _ and -: 'de'."],
  ])('fails the step for %s', async (_, entries, message) => {
    Emitting.entries = entries;
    const { steps } = await execute(defineJob(Emitting, 'job'), { raiseOnError: false });
    expect(steps['op']).toMatchObject({ status: 'failure', failureKind: 'framework', error: { message } });
    expect(steps['take']).toMatchObject({ status: 'notExecuted', skipReason: 'upstream' });
  });

  it('may be any iterable, and keys like __proto__', async () => {
    Emitting.entries = new Map([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    const result = await execute(defineJob(Emitting, 'job'));
    expect(Object.keys(result.steps)).toEqual(['op', 'take[__proto__]', 'take[constructor]']);
    expect(Object.entries(result.outputFor('op') as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('is an error of the op when its generator throws', async () => {
    Emitting.entries = (function* () {
      yield ['a', 1];
      throw bad;
    })();
    await expect(execute(defineJob(Emitting, 'job'))).rejects.toBe(bad);
  });
});
