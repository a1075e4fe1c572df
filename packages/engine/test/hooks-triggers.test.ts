import {
  CancelHook,
  type CancelHookContext,
  defineJob,
  definitions,
  FailureHook,
  type FailureHookContext,
  Graph,
  type HookContext,
  Job,
  Op,
  type OpContext,
  type Outs,
  outs,
  RetryHook,
  type RetryHookContext,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  RunSuccessHook,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { createTestExecutor } from './engine';

const seen: string[] = [];
const execute = createTestExecutor();

beforeEach(() => {
  seen.length = 0;
});

class HttpError extends Error {
  constructor(readonly code: number) {
    super(`status ${code}`);
  }
}

class Ops {
  @Op() good(): number {
    seen.push('op good');
    return 1;
  }
  @Op() bad(): never {
    throw new HttpError(503);
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) flaky({ attempt }: OpContext): void {
    if (attempt === 1) throw new HttpError(429);
  }
  @Op({ outs: ['result?'] }) nothing(): Outs<{ result?: number }> {
    return outs({});
  }
  @Op() take(n: number): number {
    return n;
  }
  @Graph() goodOnly(this: Wired<Ops>) {
    this.good();
  }
  @Graph() badOnly(this: Wired<Ops>) {
    this.take(this.bad());
  }
  @Graph() flakyOnly(this: Wired<Ops>) {
    this.flaky();
  }
  @Graph() skipping(this: Wired<Ops>) {
    this.take(this.nothing().result);
  }
}

describe('the order of hooks (S3)', () => {
  const names = ['shared', 'job', 'outer', 'outerCall', 'inner', 'innerCall', 'op1', 'op2', 'call'] as const;
  const note = (name: (typeof names)[number]) =>
    successHook({ name }, (_: HookContext) => {
      seen.push(name);
    });
  const hook = {
    shared: note('shared'),
    job: note('job'),
    outer: note('outer'),
    outerCall: note('outerCall'),
    inner: note('inner'),
    innerCall: note('innerCall'),
    op1: note('op1'),
    op2: note('op2'),
    call: note('call'),
  };
  class Nested {
    @Op({ hooks: [hook.op1, hook.op2] }) op(): void {}
    @Graph({ hooks: [hook.inner] }) inner(this: Wired<Nested>) {
      this.op.withHooks(hook.call, hook.outer)();
    }
    @Graph({ hooks: [hook.outer] }) outer(this: Wired<Nested>) {
      this.inner.withHooks(hook.innerCall)();
    }
    @Job({ hooks: [hook.job] }) job(this: Wired<Nested>) {
      this.outer.withHooks(hook.outerCall)();
    }
  }

  it('is definitions, job, graphs from the outside, op, invocation; a graph has its own before its invocation', async () => {
    await execute(definitions({ jobs: [Nested], hooks: [hook.shared] }).job('job'));
    expect(seen).toEqual(names);
  });
});

describe('op hooks of a graph (S4)', () => {
  class Told {
    @SuccessHook() static success({ stepKey }: HookContext) {
      seen.push(`success ${stepKey}`);
    }
  }
  class Outer {
    @Op() leaf(): number {
      return 1;
    }
    @Graph() graph(this: Wired<Outer>) {
      this.leaf();
      this.leaf();
    }
    @Job() job(this: Wired<Outer>) {
      this.graph.withHooks(Told.success)();
    }
  }

  it('fire for its ops and never for the graph', async () => {
    await execute(defineJob(Outer, 'job'));
    expect(seen).toEqual(['success graph.leaf', 'success graph.leaf_2']);
  });
});

describe('run hooks (S11)', () => {
  class Run {
    @RunStartHook() static start({ status, steps }: RunHookContext) {
      seen.push(
        `start ${status} ${Object.values(steps)
          .map((step) => step.status)
          .join()}`,
      );
    }
    @RunSuccessHook() static success({ status, steps }: RunHookContext) {
      seen.push(
        `success ${status} ${Object.values(steps)
          .map((step) => step.status)
          .join()}`,
      );
    }
    @RunFailureHook() static failure({ status, error, failedSteps, steps }: RunFailureHookContext) {
      seen.push(`failure ${status} ${error.message} ${failedSteps.map(({ stepKey }) => stepKey).join()}`);
      seen.push(
        Object.values(steps)
          .map((step) => step.status)
          .join(),
      );
      seen.push(`${failedSteps[0]?.error === error}`);
    }
  }
  const hooks = [Run.start, Run.success, Run.failure] as const;

  it('fire once per run: at its start, and one kind at its end', async () => {
    await execute(toJob(Ops, 'goodOnly', { name: 'job', hooks }));
    expect(seen).toEqual(['start running pending', 'op good', 'success success success']);
    seen.length = 0;
    await execute(toJob(Ops, 'badOnly', { name: 'job', hooks }), { raiseOnError: false });
    expect(seen).toEqual([
      'start running pending,pending',
      'failure failure status 503 bad',
      'failure,notExecuted',
      'true',
    ]);
  });

  it('can filter by the steps of the run as they stand at the trigger', async () => {
    class Filtered {
      @RunStartHook({ filter: ({ steps }) => Object.keys(steps).length === 2 }) static start() {
        seen.push('start');
      }
      @RunFailureHook({ filter: ({ failedSteps }) => failedSteps.length === 1 })
      static one({ steps }: RunFailureHookContext) {
        seen.push(`one ${steps['take']?.status}`);
      }
      @RunFailureHook({ filter: ({ failedSteps }) => failedSteps.length === 0 }) static none() {
        seen.push('none');
      }
    }
    const job = toJob(Ops, 'badOnly', { name: 'job', hooks: [Filtered.start, Filtered.one, Filtered.none] });
    const { events } = await execute(job, { raiseOnError: false });
    expect(seen).toEqual(['start', 'one notExecuted']);
    expect(events.filter(({ type }) => type === 'log')).toEqual([]);
  });
});

describe('a hook that does not match (S14)', () => {
  class Picky {
    @FailureHook({ errors: [HttpError] }) static http() {
      seen.push('http');
    }
    @FailureHook({ errors: [RangeError] }) static range() {
      seen.push('range');
    }
    @FailureHook({ kinds: ['timeout'] }) static timeout() {
      seen.push('timeout');
    }
    @FailureHook({ kinds: ['timeout', 'exception'] }) static exception() {
      seen.push('exception');
    }
    @FailureHook({ filter: ({ opException }) => opException instanceof HttpError && opException.code === 404 })
    static notFound() {
      seen.push('notFound');
    }
    @RetryHook({ errors: [RangeError] }) static retryRange() {
      seen.push('retryRange');
    }
    @SkipHook({ reasons: ['run'] }) static run() {
      seen.push('run');
    }
    @SkipHook() static absent({ skipReason }: SkipHookContext) {
      seen.push(skipReason);
    }
    @CancelHook() static cancel({ wasRunning }: CancelHookContext) {
      seen.push(`${wasRunning}`);
    }
    @RunFailureHook({ errors: [RangeError] }) static runRange() {
      seen.push('runRange');
    }
  }
  const hooks = Object.values(Object.getOwnPropertyDescriptors(Picky))
    .map(({ value }) => value as unknown)
    .filter((value): value is typeof Picky.http => typeof value === 'function');

  it('leaves no trace', async () => {
    const { hookEvents } = await execute(toJob(Ops, 'badOnly', { name: 'job', hooks }), { raiseOnError: false });
    expect(seen).toEqual(['http', 'exception']);
    expect(hookEvents.map(({ type }) => type)).toEqual(['hook.completed', 'hook.completed']);
  });

  it('is one that is not asked for the reason of a skip', async () => {
    const { hookEvents } = await execute(toJob(Ops, 'skipping', { name: 'job', hooks }));
    expect(seen).toEqual(['absent']);
    expect(hookEvents).toHaveLength(1);
  });

  it('is not one whose run config disables it: that is recorded as suppressed', async () => {
    const { hookEvents } = await execute(toJob(Ops, 'badOnly', { name: 'job', hooks }), {
      raiseOnError: false,
      runConfig: { hooks: { http: { enabled: false }, range: { enabled: false } } },
    });
    expect(seen).toEqual(['exception']);
    expect(hookEvents).toMatchObject([
      {
        type: 'hook.suppressed',
        hookName: 'http',
        stepKey: 'bad',
        deliveryAttempt: 0,
        reason: 'disabled by run config',
      },
      { type: 'hook.completed', hookName: 'exception' },
    ]);
  });
});

describe('a filter (D5)', () => {
  const asked: unknown[] = [];
  class Filters {
    @SuccessHook({
      filter: () => {
        throw new Error('no idea');
      },
    })
    static throwing() {
      seen.push('throwing');
    }
    @SuccessHook({ filter: (() => Promise.reject(new Error('later'))) as unknown as () => boolean })
    static promising() {
      seen.push('promising');
    }
    @SuccessHook({ filter: ({ resources }) => 'slack' in (resources as { slack: object }).slack })
    static reading() {
      seen.push('reading');
    }
    @RetryHook({
      filter: ({ op, attempt, opException, failureKind, delay }) => {
        asked.push([op.name, attempt, opException.message, failureKind, delay]);
        return true;
      },
    })
    static retry({ attempt }: RetryHookContext) {
      seen.push(`retry ${attempt}`);
    }
  }

  it('that throws or gives a promise lets the hook fire, with a warning', async () => {
    const hooks = [Filters.throwing, Filters.promising, Filters.reading];
    const { events } = await execute(toJob(Ops, 'goodOnly', { name: 'job', hooks }));
    expect(seen).toEqual(['op good', 'throwing', 'promising', 'reading']);
    expect(events.flatMap((event) => (event.type === 'log' ? [`${event.level} ${event.message}`] : []))).toEqual([
      "warn The filter of hook 'throwing' threw, so the hook fires: no idea",
      "warn The filter of hook 'promising' gave a promise, so the hook fires: make it synchronous.",
      expect.stringContaining("The filter of hook 'reading' reads the resource 'slack'."),
    ]);
  });

  it('is asked once, with the context of its hook', async () => {
    await execute(toJob(Ops, 'flakyOnly', { name: 'job', hooks: [Filters.retry] }));
    expect(asked).toEqual([['flaky', 1, 'status 429', 'exception', 0]]);
    expect(seen).toEqual(['retry 1']);
  });
});

describe('a start hook (S9)', () => {
  class Told {
    @StartHook() static start({ stepKey, opInputValues, opOutputValues }: HookContext) {
      seen.push(`start ${stepKey} ${JSON.stringify(opInputValues)} ${JSON.stringify(opOutputValues)}`);
    }
    @FailureHook() static failure({ opInputValues }: FailureHookContext) {
      seen.push(`failure ${JSON.stringify(opInputValues)}`);
    }
  }
  class Chain {
    @Op() one(): { rows: number[] } {
      return { rows: [1] };
    }
    @Op() two(data: { rows: number[] }, title: string): void {
      throw new Error(`${title} ${data.rows.length}`);
    }
    @Job({ hooks: [Told.start, Told.failure] }) job(this: Wired<Chain>) {
      this.two(this.one(), 'all');
    }
  }

  it('knows the inputs and no outputs', async () => {
    await execute(defineJob(Chain, 'job'), { raiseOnError: false });
    expect(seen).toEqual(['start one [] {}', 'start two [{"rows":[1]},"all"] {}', 'failure [{"rows":[1]},"all"]']);
  });
});
