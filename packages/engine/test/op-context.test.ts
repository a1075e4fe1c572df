import {
  defineJob,
  Graph,
  type HookContext,
  Inject,
  Job,
  Op,
  type OpContext,
  retryPolicy,
  SuccessHook,
  secret,
  toJob,
  type Wired,
} from '@hookline/core';
import { injectable } from 'tsyringe';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const seen: unknown[] = [];

beforeEach(() => {
  seen.length = 0;
});

class Told {
  @SuccessHook() static metadata({ opOutputMetadata }: HookContext) {
    seen.push(opOutputMetadata);
  }
}

describe('the context of an op', () => {
  class Ops {
    @Op({ tags: { a: 'b' }, config: z.object({ token: secret(z.string()) }) })
    op(n: number, context: OpContext<object, { token: string }>): string {
      const { jobName, runId, stepKey, attempt, idempotencyKey, op, opConfig, runTags, signal } = context;
      seen.push({
        n,
        jobName,
        runId,
        stepKey,
        attempt,
        idempotencyKey,
        op,
        opConfig,
        runTags,
        aborted: signal.aborted,
      });
      return context.redact('token xoxb-0123456789');
    }
    @Op({ hooks: [Told.metadata], retryPolicy: retryPolicy() })
    talking({ attempt, addOutputMetadata, progress, log, redact }: OpContext): void {
      addOutputMetadata({ rows: attempt, [`only${attempt}`]: true });
      addOutputMetadata({ rows: attempt * 10 });
      progress(attempt, 2);
      log.info(redact('working'), { attempt });
      if (attempt === 1) throw new Error('again');
    }
    @Op() wrong({ addOutputMetadata, progress }: OpContext): void {
      for (const value of [undefined, null, 'text', [1]])
        expect(() => addOutputMetadata(value as never)).toThrow('Give a plain object of JSON data');
      for (const value of [undefined, '1', Number.NaN])
        expect(() => progress(value as never, 2)).toThrow('two finite numbers');
    }
    @Job({ tags: { team: 'a' } }) job(this: Wired<Ops>) {
      this.op.alias('renamed')(7);
    }
    @Job() talk(this: Wired<Ops>) {
      this.talking();
    }
    @Job() misuse(this: Wired<Ops>) {
      this.wrong();
    }
  }

  it('has all its fields', async () => {
    const runConfig = { ops: { renamed: { config: { token: 'xoxb-0123456789' } } } };
    const result = await createTestExecutor()(defineJob(Ops, 'job'), { runConfig, tags: { env: 'test' } });
    expect(seen).toEqual([
      {
        n: 7,
        jobName: 'job',
        runId: 'run1',
        stepKey: 'renamed',
        attempt: 1,
        idempotencyKey: 'run1/renamed',
        op: { name: 'renamed', alias: 'renamed', definition: 'op', tags: { a: 'b' } },
        opConfig: { token: 'xoxb-0123456789' },
        runTags: { team: 'a', env: 'test' },
        aborted: false,
      },
    ]);
    expect(result.outputFor('renamed')).toBe('token •••');
  });

  it('merges metadata per attempt, and tells progress and log lines as events', async () => {
    const { events } = await createTestExecutor()(defineJob(Ops, 'talk'));
    expect(seen).toEqual([{ rows: 20, only2: true }]);
    expect(events.filter(({ type }) => type === 'step.progress' || type === 'log')).toMatchObject([
      { type: 'step.progress', stepKey: 'talking', attempt: 1, done: 1, total: 2, seq: expect.any(Number) as unknown },
      {
        type: 'log',
        level: 'info',
        message: 'working',
        data: { attempt: 1 },
        stepKey: 'talking',
        seq: expect.any(Number) as unknown,
      },
      { type: 'step.progress', attempt: 2, done: 2 },
      { type: 'log', data: { attempt: 2 } },
    ]);
    expect(events.find((event) => event.type === 'step.succeeded')).toMatchObject({ metadata: { rows: 20 } });
  });

  it('refuses metadata and progress of the wrong type', async () => {
    expect((await createTestExecutor()(defineJob(Ops, 'misuse'))).success).toBe(true);
  });
});

describe('instances of op classes', () => {
  let made = 0;
  @injectable()
  class Injected {
    private calls = 0;
    constructor(@Inject('db') private readonly db: string) {
      made += 1;
    }
    @Op() first(): string {
      this.calls += 1;
      return `${this.db} ${this.calls}`;
    }
    @Op() second(_: string): string {
      this.calls += 1;
      return `${this.db} ${this.calls}`;
    }
    @Graph() flow(this: Wired<Injected>) {
      this.second(this.first());
    }
  }

  it('are made by tsyringe, one per class and run, with the resources of the run', async () => {
    const execute = createTestExecutor();
    const job = toJob(Injected, 'flow', { name: 'job' });
    for (const db of ['sqlite', 'postgres']) {
      const result = await execute(job, { resources: { db } });
      expect([result.outputFor('first'), result.outputFor('second')]).toEqual([`${db} 1`, `${db} 2`]);
    }
    expect(made).toBe(2);
  });

  it('that cannot be made fail their steps with the error of the constructor', async () => {
    const error = new Error('no constructor');
    class Broken {
      constructor() {
        throw error;
      }
      @Op() op(): void {}
      @Graph() flow(this: Wired<Broken>) {
        this.op();
      }
    }
    await expect(createTestExecutor()(toJob(Broken, 'flow', { name: 'job' }))).rejects.toBe(error);
  });
});

describe('the order of steps (S26)', () => {
  const order: string[] = [];
  class Ops {
    @Op({ priority: 1 }) op({ stepKey }: OpContext): void {
      order.push(stepKey);
    }
    @Job({ maxConcurrent: 1 }) job(this: Wired<Ops>) {
      this.op.alias('a')();
      this.op.alias('b').withPriority(5)();
      this.op.alias('c')();
      this.op.alias('d').withPriority(-1)();
      this.op.alias('e').withPriority(5)();
    }
  }

  it('is by priority, then by body', async () => {
    await createTestExecutor()(defineJob(Ops, 'job'));
    expect(order).toEqual(['b', 'e', 'a', 'c', 'd']);
  });
});
