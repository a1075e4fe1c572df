import {
  CancelHook,
  type CancelHookContext,
  type FailureHookContext,
  failureHook,
  Graph,
  type HookContext,
  NonErrorThrown,
  Op,
  type OpContext,
  type RunHookContext,
  RunSuccessHook,
  SkipHook,
  type SkipHookContext,
  SuccessHook,
  secret,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const CONFIG = z.object({ token: secret(z.string()) });
const contexts: unknown[] = [];
const execute = createTestExecutor();

beforeEach(() => {
  contexts.length = 0;
});

class Ops {
  @Op({ description: 'Loads rows.', tags: { team: 'billing' }, config: CONFIG, requiredResourceKeys: ['db'] })
  load(rows: number[], context: OpContext<{ db: string }, { token: string }>): Promise<number> {
    context.addOutputMetadata({ rows: rows.length });
    return Promise.resolve(rows.length);
  }
  @Op() bad(): never {
    throw new Error('bad');
  }
  @Op() hang(): Promise<void> {
    return new Promise(() => undefined);
  }
  @Op() next(_: number): void {}
  @Graph() loading(this: Wired<Ops>) {
    this.load.alias('loadSales').withTags({ slow: 'yes' })([1, 2]);
  }
  @Graph() failing(this: Wired<Ops>) {
    this.next(this.bad());
  }
  @Graph() hanging(this: Wired<Ops>) {
    this.hang();
  }
}

/** All fields of a context, read one after another; functions and signals by their type. */
function read(context: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (
    let proto = context as object | null;
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto) as object | null
  ) {
    for (const key of Object.getOwnPropertyNames(proto))
      if (key !== 'constructor') fields[key] ??= context[key as never];
  }
  return fields;
}

const token = 'xoxb-0123456789';
const loadingConfig = { ops: { loadSales: { config: { token } } }, tags: { env: 'test' } };

describe('the context of a success hook (S18)', () => {
  it('has all its fields', async () => {
    class Hooks {
      @SuccessHook({ requiredResourceKeys: ['db'], description: 'Tells.' }) static told(
        context: HookContext<{ db: string }>,
      ) {
        const { redact, log, resources, signal } = context;
        log.warn('a line', { n: 1 });
        contexts.push({
          ...read(context),
          resources: resources.db,
          aborted: signal.aborted,
          redacted: redact(`<${token}>`),
        });
      }
    }
    const clock = fakeClock({ start: 1_000 });
    const job = toJob(Ops, 'loading', { name: 'job', tags: { team: 'a' }, hooks: [Hooks.told] });
    const { events } = await execute(job, { clock, runConfig: loadingConfig, resources: { db: 'sqlite' }, runId: 'r' });
    expect(contexts).toMatchObject([
      {
        jobName: 'job',
        runId: 'r',
        stepKey: 'loadSales',
        attempt: 1,
        op: {
          name: 'loadSales',
          alias: 'loadSales',
          definition: 'load',
          description: 'Loads rows.',
          tags: { team: 'billing', slow: 'yes' },
        },
        hookDef: { name: 'told', kind: 'success', requiredResourceKeys: ['db'], description: 'Tells.' },
        opConfig: { token },
        opInputValues: [[1, 2]],
        opOutputValues: { result: 2 },
        opOutputMetadata: { rows: 2 },
        resources: 'sqlite',
        requiredResourceKeys: new Set(['db']),
        runTags: { team: 'a', env: 'test' },
        startedAt: 1_000,
        endedAt: 1_000,
        aborted: false,
        redacted: '<•••>',
      },
    ]);
    expect((contexts[0] as HookContext).opException).toBeUndefined();
    const line = events.find((event) => event.type === 'log');
    expect(line).toMatchObject({
      level: 'warn',
      message: 'a line',
      data: { n: 1 },
      hookName: 'told',
      stepKey: 'loadSales',
    });
    expect(line?.seq).toBeUndefined();
  });
});

describe('what other hooks have beyond it', () => {
  class Hooks {
    @SkipHook({ reasons: ['upstream'] }) static skip(context: SkipHookContext) {
      contexts.push(read(context));
    }
    @CancelHook() static cancel(context: CancelHookContext) {
      contexts.push(read(context));
    }
    @RunSuccessHook() static run(context: RunHookContext) {
      contexts.push(read(context));
    }
  }

  it('is the reason of a skip; nothing ran, so attempt is 0 and the times are that of the decision', async () => {
    const clock = fakeClock({ start: 5_000 });
    await execute(toJob(Ops, 'failing', { name: 'job', hooks: [Hooks.skip] }), { clock, raiseOnError: false });
    expect(contexts).toMatchObject([
      {
        stepKey: 'next',
        skipReason: 'upstream',
        attempt: 0,
        startedAt: 5_000,
        endedAt: 5_000,
        opInputValues: [],
        opOutputValues: {},
      },
    ]);
  });

  it('is whether a cancelled step was running', async () => {
    const clock = fakeClock({ start: 5_000 });
    const controller = new AbortController();
    const running = execute(toJob(Ops, 'hanging', { name: 'job', hooks: [Hooks.cancel] }), {
      clock,
      signal: controller.signal,
      gracePeriod: 0,
      raiseOnError: false,
    });
    await clock.advance('1s');
    controller.abort();
    await clock.advance('1s');
    await clock.advance('1m');
    await running;
    expect(contexts).toMatchObject([
      { stepKey: 'hang', wasRunning: true, attempt: 1, startedAt: 5_000, endedAt: 6_000 },
    ]);
  });

  it('is status and steps of a run, and no field of a step', async () => {
    const job = toJob(Ops, 'loading', { name: 'job', hooks: [Hooks.run] });
    await execute(job, { runConfig: loadingConfig, resources: { db: 'sqlite' } });
    expect(contexts).toMatchObject([
      { status: 'success', steps: { loadSales: { status: 'success', attempts: 1 } }, hookDef: { kind: 'runSuccess' } },
    ]);
    expect(Object.keys(contexts[0] as object)).not.toContain('stepKey');
  });
});

describe('a hook that throws no error', () => {
  it.each<unknown>(['text', null, undefined])('is recorded with a wrap of %j', async (thrown) => {
    const hook = failureHook({ name: 'hook' }, (_: FailureHookContext) => {
      throw thrown;
    });
    const { hookEvents } = await execute(toJob(Ops, 'failing', { name: 'job', hooks: [hook] }), {
      raiseOnError: false,
    });
    expect(hookEvents).toMatchObject([{ type: 'hook.failed', error: expect.any(NonErrorThrown) as unknown }]);
    expect((hookEvents[0] as { error: Error }).error.cause).toBe(thrown);
  });

  it('but one that throws a frozen error is recorded with that', async () => {
    const frozen = Object.freeze(new Error('frozen'));
    const hook = failureHook({ name: 'hook' }, (_: FailureHookContext) => Promise.reject(frozen));
    const { hookEvents } = await execute(toJob(Ops, 'failing', { name: 'job', hooks: [hook] }), {
      raiseOnError: false,
    });
    expect((hookEvents[0] as { error: unknown }).error).toBe(frozen);
  });
});

describe('values of hooks without an instance (S19)', () => {
  it('are the live objects', async () => {
    const rows = { list: [1] };
    class Live {
      @Op() make(): typeof rows {
        return rows;
      }
      @Op() take(data: typeof rows): typeof rows {
        return data;
      }
      @Graph() flow(this: Wired<Live>) {
        this.take(this.make());
      }
    }
    const told = successHook({ name: 'told' }, ({ opInputValues, opOutputValues }: HookContext) => {
      contexts.push(opInputValues[0] ?? rows, opOutputValues['result']);
    });
    await execute(toJob(Live, 'flow', { name: 'job', hooks: [told] }));
    expect(contexts.every((value) => value === rows)).toBe(true);
    expect(contexts).toHaveLength(4);
  });
});
