import {
  defineJob,
  FailureHook,
  type HookContext,
  Job,
  Op,
  type OpContext,
  type Outs,
  outs,
  RetryHook,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { type FakeClock, fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: string[] = [];
let clock: FakeClock;
let hookFails = false;

beforeEach(() => {
  seen.length = 0;
  clock = fakeClock();
  hookFails = false;
});

function note(text: string): void {
  seen.push(`${text} ${clock.monotonic() / 1_000}s`);
}

/** What each blocking hook does: takes ten seconds. */
async function slowly({ stepKey }: HookContext): Promise<void> {
  await new Promise<void>((resolve) => void clock.setTimer(10_000, resolve));
  note(`hook ${stepKey}`);
  if (hookFails) throw new Error('no');
}

class Hooks {
  @StartHook({ blocking: true }) static start(context: HookContext) {
    return slowly(context);
  }
  @SuccessHook({ blocking: true }) static success(context: HookContext) {
    return slowly(context);
  }
  @SuccessHook({ blocking: true, retryPolicy: retryPolicy({ maxRetries: 1, delay: '5s' }) })
  static patient(context: HookContext) {
    return slowly(context);
  }
  @SuccessHook() static free(context: HookContext) {
    return slowly(context);
  }
  @FailureHook({ blocking: true }) static failure(context: HookContext) {
    return slowly(context);
  }
  @RetryHook({ blocking: true }) static retry(context: HookContext) {
    return slowly(context);
  }
  @SkipHook({ blocking: true, reasons: ['absent', 'upstream'] }) static skip(context: SkipHookContext) {
    return slowly(context);
  }
}

class Ops {
  @Op() first(): number {
    note('op first');
    return 1;
  }
  @Op() second(_: number): void {
    note('op second');
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) flaky({ attempt }: OpContext): void {
    note(`op flaky ${attempt}`);
    if (attempt === 1) throw new Error('flaky');
  }
  @Op() bad(): number {
    throw new Error('bad');
  }
  @Op({ outs: ['none?'] }) none(): Outs<{ none?: number }> {
    return outs({});
  }
  @Job() start(this: Wired<Ops>) {
    this.first.withHooks(Hooks.start)();
  }
  @Job() success(this: Wired<Ops>) {
    this.second(this.first.withHooks(Hooks.success)());
  }
  @Job() patient(this: Wired<Ops>) {
    this.second(this.first.withHooks(Hooks.patient)());
  }
  @Job() free(this: Wired<Ops>) {
    this.second(this.first.withHooks(Hooks.free)());
  }
  @Job() failure(this: Wired<Ops>) {
    this.second.withHooks(Hooks.skip)(this.bad.withHooks(Hooks.failure)());
  }
  @Job() retry(this: Wired<Ops>) {
    this.flaky.withHooks(Hooks.retry)();
  }
  @Job() skip(this: Wired<Ops>) {
    this.second.alias('after').after(this.second.withHooks(Hooks.skip)(this.none().none))(2);
  }
}

async function run(job: 'start' | 'success' | 'patient' | 'free' | 'failure' | 'retry' | 'skip') {
  const running = createTestExecutor()(defineJob(Ops, job), { clock, raiseOnError: false });
  await clock.advance('2m');
  return running;
}

describe('a blocking hook (D23)', () => {
  it.each([
    ['start', 'holds its own op back', ['hook first 10s', 'op first 10s']],
    ['success', 'holds back what depends on the step', ['op first 0s', 'hook first 10s', 'op second 10s']],
    ['free', 'is asked for: another holds nothing back', ['op first 0s', 'op second 0s', 'hook first 10s']],
    ['retry', 'holds the next attempt back', ['op flaky 1 0s', 'hook flaky 10s', 'op flaky 2 10s']],
    ['failure', 'holds back the decision about dependents', ['hook bad 10s', 'hook second 20s']],
    ['skip', 'holds back what waits for a skipped step', ['hook second 10s', 'op second 10s']],
  ] as const)('on %s %s', async (job, _, lines) => {
    await run(job);
    expect(seen).toEqual(lines);
  });

  it.each(['start', 'success'] as const)('that fails for good opens the gate with a warning (%s)', async (job) => {
    hookFails = true;
    const { success, events } = await run(job);
    expect(success).toBe(true);
    expect(seen.at(-1)).toBe(job === 'start' ? 'op first 10s' : 'op second 10s');
    expect(events.filter(({ type }) => type === 'log')).toMatchObject([
      {
        level: 'warn',
        stepKey: 'first',
        message: `Blocking hook '${job}' failed for good; what waited for it goes on.`,
      },
    ]);
  });

  it('holds back through its own retries', async () => {
    hookFails = true;
    await run('patient');
    expect(seen).toEqual(['op first 0s', 'hook first 10s', 'hook first 25s', 'op second 25s']);
  });
});
