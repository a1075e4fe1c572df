import {
  defineJob,
  dynamic,
  FailureHook,
  type FailureHookContext,
  type IoManager,
  Job,
  Op,
  type Outs,
  outs,
  retryPolicy,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: unknown[] = [];
const full = new Error('disk full');

beforeEach(() => {
  seen.length = 0;
});

class Told {
  @FailureHook() static failure({ stepKey, failureKind, opException }: FailureHookContext) {
    seen.push([stepKey, failureKind, opException.name, opException.cause]);
  }
}

class Ops {
  @Op({ ioManagerKey: 'disk', retryPolicy: retryPolicy({ maxRetries: 1 }) }) one(): number {
    return 1;
  }
  @Op({ ioManagerKey: 'disk', outs: ['a', 'b?'] }) two(n: number): Outs<{ a: number; b?: number }> {
    return outs({ a: n });
  }
  @Op({ ioManagerKey: 'disk', dynamic: true }) each(n: number) {
    return dynamic([
      ['x', n],
      ['y', n + 1],
    ] as const);
  }
  @Op() plain(n: number): number {
    return n;
  }
  @Op() sum(numbers: number[]): number {
    return numbers.reduce((a, b) => a + b, 0);
  }
  @Op({ ioManagerKey: 'disk', timeout: '1s' }) late(): number {
    return 1;
  }
  @Op({ timeout: '1s' }) lateToo(_: number): void {}
  @Job({ hooks: [Told.failure] }) job(this: Wired<Ops>) {
    const n = this.one();
    const two = this.two(n);
    const items = this.each(n);
    this.sum.alias('listed')([two.a, this.plain(n)]);
    this.sum(items.map((item) => this.plain.alias('mapped')(item)).collect());
    this.sum.alias('items')(items.collect());
  }
  @Job({ hooks: [Told.failure] }) timed(this: Wired<Ops>) {
    this.late();
  }
  @Job({ hooks: [Told.failure] }) timedLoad(this: Wired<Ops>) {
    this.lateToo(this.one());
  }
}

const NONE = { raiseOnError: false } as const;

/** A manager that keeps ten times the number it is given. */
function createDisk(): IoManager & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  const keyOf = ({ stepKey, output, mapKey = '' }: Parameters<IoManager['loadInput']>[0]) =>
    `${stepKey}.${output}${mapKey === '' ? '' : `/${mapKey}`}`;
  return {
    kept,
    storeOutput: async (context, value) => void kept.set(keyOf(context), (value as number) * 10),
    loadInput: (context) => kept.get(keyOf(context)),
  };
}

describe('an IO manager of the user', () => {
  it('gets each output, items of a dynamic one for themselves, and gives each op what it takes', async () => {
    const disk = createDisk();
    const result = await createTestExecutor()(defineJob(Ops, 'job'), { resources: { disk }, raiseOnError: true });
    expect(Object.fromEntries(disk.kept)).toEqual({
      'one.result': 10,
      'two.a': 100,
      'each.result/x': 100,
      'each.result/y': 110,
    });
    expect(result.outputFor('listed')).toBe(110); // two.a through the manager, plain's own
    expect(result.outputFor('sum')).toBe(210);
    expect(result.outputFor('items')).toBe(210);
    expect(result.outputFor('one')).toBe(1);
  });

  it('that cannot store fails the step with kind io, after its retries', async () => {
    const disk: IoManager = { storeOutput: () => Promise.reject(full), loadInput: () => undefined };
    const { steps } = await createTestExecutor()(defineJob(Ops, 'job'), { ...NONE, resources: { disk } });
    expect(steps['one']).toMatchObject({ status: 'failure', failureKind: 'io', attempts: 2 });
    expect(seen).toEqual([['one', 'io', 'IoError', full]]);
  });

  it('that cannot load fails the step that needs the value, whose op is not called', async () => {
    const disk: IoManager = {
      ...createDisk(),
      loadInput: () => {
        throw full;
      },
    };
    const { steps } = await createTestExecutor()(defineJob(Ops, 'job'), { ...NONE, resources: { disk } });
    expect(steps['plain']).toMatchObject({ status: 'failure', failureKind: 'io', attempts: 1 });
    expect(seen).toEqual(expect.arrayContaining([['plain', 'io', 'IoError', full]]));
  });

  it('that is no such thing fails the step with a sentence', async () => {
    const { steps } = await createTestExecutor()(defineJob(Ops, 'job'), { ...NONE, resources: { disk: {} } });
    expect(steps['one']?.error?.cause).toMatchObject({
      message: expect.stringContaining(
        "The resource 'disk', which an op names as ioManagerKey, is no IO manager",
      ) as unknown,
    });
  });

  it.each([
    ['late', 'timed', 'stores late'],
    ['late', 'timed', 'stores late, and fails then'],
    ['lateToo', 'timedLoad', 'loads late'],
    ['lateToo', 'timedLoad', 'loads late, and fails then'],
  ] as const)('counts into the timeout of the op %s: %s, where it %s', async (step, job, how) => {
    const clock = fakeClock();
    const settle = (): Promise<number> =>
      new Promise((resolve, reject) => {
        clock.setTimer(5_000, () => (how.includes('fails') ? reject(full) : resolve(1)));
      });
    const disk: IoManager = {
      storeOutput: async () => {
        if (how.startsWith('stores')) await settle();
      },
      loadInput: () => (how.startsWith('loads') ? settle() : 1),
    };
    const running = createTestExecutor({ clock })(defineJob(Ops, job), { ...NONE, resources: { disk } });
    await clock.advance('1m');
    const { steps, events } = await running;
    expect(steps[step]).toMatchObject({ status: 'failure', failureKind: 'timeout' });
    expect(seen).toEqual([[step, 'timeout', 'OpTimeoutError', undefined]]);
    expect(events.find(({ type }) => type === 'log')).toMatchObject({ level: 'warn', stepKey: step });
  });
});
