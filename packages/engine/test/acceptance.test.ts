import {
  defineJob,
  defineResource,
  dynamic,
  env,
  FailureHook,
  type FailureHookContext,
  Graph,
  type HookContext,
  Job,
  mockResource,
  Op,
  type OpContext,
  type Outs,
  outs,
  RunFailureHook,
  type RunFailureHookContext,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const seen: string[] = [];
const thrown = new Error('b does not like this');

beforeEach(() => {
  seen.length = 0;
});

class Hooks {
  @SuccessHook() static success({ stepKey }: HookContext) {
    seen.push(`success ${stepKey}`);
  }
  @FailureHook() static failure({ stepKey, opException }: FailureHookContext) {
    seen.push(`failure ${stepKey} ${opException === thrown}`);
  }
  @SkipHook({ reasons: ['absent', 'upstream'] }) static skip({ stepKey, skipReason }: SkipHookContext) {
    seen.push(`skip ${stepKey} ${skipReason}`);
  }
  @RunFailureHook() static runFailure({ failedSteps }: RunFailureHookContext) {
    seen.push(`runFailure ${failedSteps.map(({ stepKey }) => stepKey).join()}`);
  }
  @SuccessHook() static broken() {
    throw new Error('no network');
  }
}

/** A success hook that notes which steps it saw. */
const noting = (name: string) =>
  successHook({ name }, ({ stepKey }: HookContext) => {
    seen.push(`${name} ${stepKey}`);
  });

describe('hooks of a job', () => {
  class Two {
    @Op() good(): number {
      return 1;
    }
    @Op() bad(): never {
      throw thrown;
    }
    @Job({ hooks: [Hooks.success, Hooks.failure] }) job(this: Wired<Two>) {
      this.good();
      this.bad();
    }
  }

  // H1
  it('fire once per op, the failure hook with the exception of its own op', async () => {
    await createTestExecutor()(defineJob(Two, 'job'), { raiseOnError: false });
    expect(seen).toEqual(['success good', 'failure bad true']);
  });

  // H11, S12
  it('fire before the error of the op itself is thrown', async () => {
    await expect(createTestExecutor()(defineJob(Two, 'job'))).rejects.toBe(thrown);
    expect(seen).toEqual(['success good', 'failure bad true']);
  });
});

describe('accumulation', () => {
  const h1 = noting('h1');
  const hg = noting('hg');
  const hj = noting('hj');
  class Nested {
    @Op() op_1(): number {
      return 1;
    }
    @Op() op_2(n: number): number {
      return n;
    }
    @Op() op_3(): number {
      return 3;
    }
    @Graph() graph_1(this: Wired<Nested>) {
      return this.op_2(this.op_1.withHooks(h1)());
    }
    @Graph() graph_2(this: Wired<Nested>) {
      this.graph_1.withHooks(hg)();
      this.op_3();
    }
    @Job({ hooks: [hj] }) job(this: Wired<Nested>) {
      this.graph_2();
    }
  }

  // H2, S5
  it('gives a hook the steps below the place where it is attached', async () => {
    await createTestExecutor()(defineJob(Nested, 'job'));
    expect([...seen].sort()).toEqual([
      'h1 graph_2.graph_1.op_1',
      'hg graph_2.graph_1.op_1',
      'hg graph_2.graph_1.op_2',
      'hj graph_2.graph_1.op_1',
      'hj graph_2.graph_1.op_2',
      'hj graph_2.op_3',
    ]);
  });
});

describe('one hook at several places', () => {
  const same = noting('same');
  const other = noting('other');
  class Everywhere {
    @Op({ hooks: [same] }) op(): number {
      return 1;
    }
    @Graph({ hooks: [same] }) graph(this: Wired<Everywhere>) {
      this.op.withHooks(other, same)();
    }
    @Job({ hooks: [same] }) job(this: Wired<Everywhere>) {
      this.graph.withHooks(same)();
    }
  }

  // H3
  it('fires once per step, in the order of S3', async () => {
    const { hookEvents } = await createTestExecutor()(defineJob(Everywhere, 'job'));
    expect(seen).toEqual(['same graph.op', 'other graph.op']);
    expect(hookEvents.map(({ type }) => type)).toEqual(['hook.completed', 'hook.completed']);
  });
});

describe('a hook that throws', () => {
  const before = noting('before');
  const after = noting('after');
  class Job1 {
    @Op() op(): number {
      return 1;
    }
    @Op() next(n: number): number {
      return n;
    }
    @Job() job(this: Wired<Job1>) {
      this.next(this.op.withHooks(before, Hooks.broken, after)());
    }
  }

  // H4, S13
  it('is recorded, and changes neither other hooks nor step nor run', async () => {
    const result = await createTestExecutor()(defineJob(Job1, 'job'));
    expect(seen).toEqual(['before op', 'after op']);
    expect(result.hookEvents.map((event) => `${event.type} ${'hookName' in event ? event.hookName : ''}`)).toEqual([
      'hook.completed before',
      'hook.failed broken',
      'hook.completed after',
    ]);
    expect(result.hookEvents[1]).toMatchObject({ error: { message: 'no network' }, willRetry: false, stepKey: 'op' });
    expect(result.success).toBe(true);
    expect(Object.values(result.steps).map(({ status }) => status)).toEqual(['success', 'success']);
  });
});

describe('outputs of hooks', () => {
  const values: unknown[] = [];
  class Told {
    @SuccessHook() static success({ stepKey, opOutputValues }: HookContext) {
      values.push([stepKey, opOutputValues]);
    }
    @FailureHook() static failure({ opOutputValues, opOutputMetadata }: FailureHookContext) {
      values.push([opOutputValues, opOutputMetadata]);
    }
  }
  class Outputs {
    @Op({ outs: ['a', 'b', 'c'] }) three(): Outs<{ a: number; b: string; c: boolean }> {
      return outs({ a: 1, b: 'two', c: true });
    }
    @Op() failing({ addOutputMetadata }: OpContext): never {
      addOutputMetadata({ rows: 12 });
      addOutputMetadata({ table: 'sales' });
      throw new Error('late');
    }
    @Op({ dynamic: true }) keys() {
      return dynamic([['x', 1] as const, ['y', 2] as const]);
    }
    @Op() echo(n: number): number {
      return n;
    }
    @Job({ hooks: [Told.success, Told.failure] }) job(this: Wired<Outputs>) {
      this.three();
      this.failing();
      this.keys().map((n) => this.echo(n));
    }
  }

  // H6, S19
  it('are name → value, key → value for a dynamic output, and none for a failed op', async () => {
    await createTestExecutor()(defineJob(Outputs, 'job'), { raiseOnError: false });
    expect(values).toEqual([
      ['three', { a: 1, b: 'two', c: true }],
      [{}, { rows: 12, table: 'sales' }],
      ['keys', { result: { x: 1, y: 2 } }],
      ['echo[x]', { result: 1 }],
      ['echo[y]', { result: 2 }],
    ]);
  });
});

describe('environments', () => {
  interface Slack {
    post(text: string): void;
  }
  const slack = defineResource({
    config: z.object({ token: z.string() }),
    create: ({ config }): Slack => ({ post: (text) => seen.push(`${config.token}: ${text}`) }),
  });
  class Alerts {
    @FailureHook({ requiredResourceKeys: ['slack'] })
    static alert({ op, resources }: FailureHookContext<{ slack: Slack }>) {
      resources.slack.post(`${op.name} failed`);
    }
  }
  class Billing {
    @Op() charge(): never {
      throw thrown;
    }
    @Graph() flow(this: Wired<Billing>) {
      this.charge();
    }
  }
  const mocked: string[] = [];
  const dev = toJob(Billing, 'flow', {
    name: 'billingDev',
    resources: { slack: mockResource<Slack>({ post: (text) => mocked.push(text) }) },
    hooks: [Alerts.alert],
  });
  const prod = toJob(Billing, 'flow', { name: 'billingProd', resources: { slack }, hooks: [Alerts.alert] });
  const execute = createTestExecutor({ env: (name) => (name === 'SLACK_TOKEN' ? 'xoxb-secret' : undefined) });

  // H10
  it('are jobs of one graph: dev with a mock, prod with its token from the environment', async () => {
    await execute(dev, { raiseOnError: false });
    expect([mocked, seen]).toEqual([['charge failed'], []]);
    const runConfig = { resources: { slack: { config: { token: env('SLACK_TOKEN') } } } };
    await execute(prod, { raiseOnError: false, runConfig });
    expect([mocked.length, seen]).toEqual([1, ['xoxb-secret: charge failed']]);
  });
});

describe('selection', () => {
  class Parts {
    @Op() good(): number {
      return 1;
    }
    @Op() bad(): never {
      throw thrown;
    }
    @Job({ hooks: [Hooks.success, Hooks.failure, Hooks.runFailure] }) job(this: Wired<Parts>) {
      this.good();
      this.bad();
    }
  }

  // H15, S8
  it('fires hooks of selected ops only, and the failing op that is left out does not fail the run', async () => {
    const result = await createTestExecutor()(defineJob(Parts, 'job'), { opSelection: ['good'] });
    expect(seen).toEqual(['success good']);
    expect(result.success).toBe(true);
    expect(Object.keys(result.steps)).toEqual(['good']);
  });
});

describe('steps that do not run', () => {
  class Gaps {
    @Op({ outs: ['some', 'none?'] }) split(): Outs<{ some: number; none?: number }> {
      return outs({ some: 1 });
    }
    @Op() bad(n: number): number {
      if (n > 0) throw thrown;
      return n;
    }
    @Op() take(n: number): number {
      return n;
    }
    @Job({ hooks: [Hooks.success, Hooks.failure, Hooks.skip, Hooks.runFailure] }) job(this: Wired<Gaps>) {
      const { some, none } = this.split();
      this.take.alias('afterNone')(none);
      this.take.alias('afterBad')(this.bad(some));
    }
  }

  // H12
  it('fire the skip hook with its reason, and no other', async () => {
    await createTestExecutor()(defineJob(Gaps, 'job'), { raiseOnError: false });
    expect([...seen].sort()).toEqual([
      'failure bad true',
      'runFailure bad',
      'skip afterBad upstream',
      'skip afterNone absent',
      'success split',
    ]);
  });
});

describe('retries', () => {
  const errors = [new Error('first'), new Error('second'), new Error('third')];
  const calls: string[] = [];
  class Told {
    @StartHook() static start({ attempt }: HookContext) {
      calls.push(`start ${attempt}`);
    }
    @SuccessHook() static success({ attempt }: HookContext) {
      calls.push(`success ${attempt}`);
    }
    @FailureHook() static failure({ attempt, opException }: FailureHookContext) {
      calls.push(`failure ${attempt} ${errors.indexOf(opException)}`);
    }
  }
  class Flaky {
    @Op({ retryPolicy: retryPolicy({ maxRetries: 2 }) }) op(failures: number, { attempt }: OpContext): void {
      if (attempt <= failures) throw errors[attempt - 1] as Error;
    }
    @Job({ hooks: [Told.start, Told.success, Told.failure] }) twice(this: Wired<Flaky>) {
      this.op(2);
    }
    @Job({ hooks: [Told.start, Told.success, Told.failure] }) always(this: Wired<Flaky>) {
      this.op(3);
    }
  }

  beforeEach(() => {
    calls.length = 0;
  });

  // H5, S10
  it('end with the hook of the final outcome alone; the start hook fires with attempt 1', async () => {
    await createTestExecutor()(defineJob(Flaky, 'twice'));
    expect(calls).toEqual(['start 1', 'success 3']);
    calls.length = 0;
    await expect(createTestExecutor()(defineJob(Flaky, 'always'))).rejects.toBe(errors[2]);
    expect(calls).toEqual(['start 1', 'failure 3 2']);
  });
});
