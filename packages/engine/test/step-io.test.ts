import {
  defineJob,
  dynamic,
  FailureHook,
  type FailureHookContext,
  Job,
  Op,
  type Outs,
  outs,
  retryPolicy,
  type Wired,
} from '@hookline/core';
import type { StepIo } from '@hookline/core/spi';
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
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) one(): number {
    return 1;
  }
  @Op({ outs: ['a', 'b?'] }) two(n: number): Outs<{ a: number; b?: number }> {
    return outs({ a: n });
  }
  @Op({ dynamic: true }) each(n: number) {
    return dynamic([['x', n] as const]);
  }
  @Op({ timeout: '1s' }) late(n: number): number {
    return n;
  }
  @Job({ hooks: [Told.failure] }) job(this: Wired<Ops>) {
    const n = this.one();
    this.two(n);
    this.each(n).map((item) => this.two.alias('mapped')(item).a);
  }
  @Job({ hooks: [Told.failure] }) timed(this: Wired<Ops>) {
    this.late(1);
  }
}

const NONE = { raiseOnError: false } as const;

describe('values that leave memory', () => {
  it('are captured by output name, and loaded for each attempt', async () => {
    const io: StepIo = {
      load: (stepKey, inputs) => {
        seen.push(['load', stepKey, inputs]);
        return inputs.map((value) => (value as number) * 10);
      },
      capture: async (stepKey, outputs) => void seen.push(['capture', stepKey, outputs]),
    };
    const result = await createTestExecutor({ io })(defineJob(Ops, 'job'));
    expect(result.success).toBe(true);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['load', 'one', []],
        ['capture', 'one', { result: 1 }],
        ['load', 'two', [1]],
        ['capture', 'two', { a: 10 }],
        ['capture', 'each', { result: { x: 10 } }],
        ['load', 'mapped[x]', [10]],
        ['capture', 'mapped[x]', { a: 100 }],
      ]),
    );
  });

  it('that cannot be stored fail the step with kind io, after its retries', async () => {
    const io: StepIo = { load: (_, inputs) => inputs, capture: () => Promise.reject(full) };
    const { steps } = await createTestExecutor({ io })(defineJob(Ops, 'job'), NONE);
    expect(steps['one']).toMatchObject({ status: 'failure', failureKind: 'io', attempts: 2 });
    expect(seen).toEqual([['one', 'io', 'IoError', full]]);
  });

  it('that cannot be loaded do so, too, and the op is not called', async () => {
    const io: StepIo = {
      load: (stepKey, inputs) => {
        if (stepKey === 'two') throw full;
        return inputs;
      },
      capture: () => undefined,
    };
    await createTestExecutor({ io })(defineJob(Ops, 'job'), NONE);
    expect(seen).toEqual([['two', 'io', 'IoError', full]]);
  });

  it.each(['load', 'capture', 'load, which then fails', 'capture, which then fails'])(
    'count into the timeout of the op where they are late (%s)',
    async (phase) => {
      const clock = fakeClock();
      const settle = <T>(value: T): Promise<T> =>
        new Promise((resolve, reject) => {
          clock.setTimer(5_000, () => (phase.includes('fails') ? reject(full) : resolve(value)));
        });
      const io: StepIo = {
        load: (_, inputs) => (phase.startsWith('load') ? settle(inputs) : inputs),
        capture: () => (phase.startsWith('capture') ? settle(undefined) : undefined),
      };
      const running = createTestExecutor({ io, clock })(defineJob(Ops, 'timed'), NONE);
      await clock.advance('1m');
      const { steps, events } = await running;
      expect(steps['late']).toMatchObject({ status: 'failure', failureKind: 'timeout' });
      expect(seen).toEqual([['late', 'timeout', 'OpTimeoutError', undefined]]);
      expect(events.find(({ type }) => type === 'log')).toMatchObject({ level: 'warn', stepKey: 'late' });
    },
  );
});
