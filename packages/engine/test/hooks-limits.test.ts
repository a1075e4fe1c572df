import {
  defineJob,
  defineResource,
  Graph,
  type HookContext,
  HookStoppedError,
  Job,
  Op,
  RunCancelHook,
  RunSuccessHook,
  retryPolicy,
  StartHook,
  SuccessHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { type FakeClock, fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: string[] = [];
let clock: FakeClock;
const execute = createTestExecutor();

/** What happened, with the second at which it did. */
function note(text: string): void {
  seen.push(`${text} ${clock.monotonic() / 1_000}s`);
}

const never = () => new Promise<never>(() => undefined);
const seconds = (n: number) => new Promise<void>((resolve) => void clock.setTimer(n * 1_000, resolve));

beforeEach(() => {
  seen.length = 0;
  clock = fakeClock();
});

class Ops {
  @Op() op(): number {
    return 1;
  }
  @Op() next(n: number): number {
    note('next');
    return n;
  }
  @Graph() one(this: Wired<Ops>) {
    this.op();
  }
  @Graph() two(this: Wired<Ops>) {
    this.next(this.op());
  }
}

const NONE = { raiseOnError: false } as const;

describe('a hook that never returns (S16)', () => {
  class Hanging {
    @SuccessHook({ timeout: '10s' }) static hang({ signal }: HookContext) {
      signal.addEventListener('abort', () => note(`abort ${(signal.reason as Error).name}`));
      return never();
    }
    @SuccessHook() static after() {
      note('after');
    }
    @SuccessHook() static byDefault() {
      return never();
    }
  }

  it('fails when its timeout is over, its signal aborted; the next one of the step begins then', async () => {
    const running = execute(toJob(Ops, 'two', { name: 'job', hooks: [Hanging.hang, Hanging.after] }), { clock });
    await clock.advance('1m');
    const { success, hookEvents } = await running;
    expect(success).toBe(true);
    // Steps do not wait for hooks (S15).
    expect([...seen].sort()).toEqual(
      ['next 0s', 'abort HookTimeoutError 10s', 'after 10s', 'abort HookTimeoutError 10s', 'after 10s'].sort(),
    );
    expect(hookEvents.find(({ type }) => type === 'hook.failed')).toMatchObject({
      error: { code: 'HOOKLINE_HOOK_TIMEOUT', message: expect.stringContaining('10000 ms') as unknown },
    });
  });

  it('has 60 seconds unless it says otherwise', async () => {
    let ended = false;
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [Hanging.byDefault] }), { clock });
    void running.then(() => {
      ended = true;
    });
    await clock.advance(59_999);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect((await running).success).toBe(true);
  });
});

describe('a hook that times out and is tried again (S16)', () => {
  const retrying = (settlesAfter: number, delay: number) =>
    successHook(
      { name: 'slow', timeout: '10s', retryPolicy: retryPolicy({ maxRetries: 1, delay: `${delay}s` }) },
      (_: HookContext) => {
        note('call');
        return seen.length === 1 ? seconds(settlesAfter) : undefined;
      },
    );

  it.each([
    ['never settles: after one more timeout', 1_000, 1, 20],
    ['never settles: after its delay, if that is longer', 1_000, 15, 25],
    ['settles late: then', 13, 1, 13],
    ['settles late: not before its own delay', 13, 5, 15],
  ])('waits for the first call, which %s', async (_, settlesAfter, delay, at) => {
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [retrying(settlesAfter, delay)] }), { clock });
    await clock.advance('5m');
    await running;
    expect(seen).toEqual(['call 0s', `call ${at}s`]);
  });
});

describe('what executeInProcess waits for (S15, D35)', () => {
  class Failing {
    @SuccessHook() static once() {
      note('once');
      throw new Error('no');
    }
    @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 9, delay: '25s' }) }) static often() {
      note('often');
      throw new Error('no');
    }
    @RunSuccessHook() static run() {
      note('run');
    }
  }

  it('is every first attempt, and retries of an explicit policy for hookWait at most', async () => {
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [Failing.once, Failing.often, Failing.run] }), {
      clock,
    });
    await clock.advance('2m');
    const { events, hookEvents } = await running;
    expect([...seen].sort()).toEqual(['often 0s', 'often 25s', 'often 50s', 'once 0s', 'run 0s']);
    const failed = hookEvents.filter((event) => event.type === 'hook.failed');
    expect(failed.map(({ hookName, willRetry }) => `${hookName} ${String(willRetry)}`)).toEqual([
      'once false',
      'often true',
      'often true',
      'often true',
      'often false',
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'log',
      level: 'warn',
      at: clock.now() - 60_000,
      message: "Hook 'often' is not tried again: the run has ended and hookWait is over.",
    });
  });

  it('is shorter with a shorter hookWait, which also ends a retry that runs', async () => {
    const slow = successHook(
      { name: 'slow', retryPolicy: retryPolicy({ maxRetries: 1, delay: '5s' }) },
      async (_: HookContext) => {
        note('slow');
        if (seen.length === 1) throw new Error('no');
        await never();
      },
    );
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [slow] }), { clock, hookWait: '8s' });
    await clock.advance('8s');
    const { hookEvents } = await running;
    expect(seen).toEqual(['slow 0s', 'slow 5s']);
    expect(hookEvents.at(-1)).toMatchObject({ type: 'hook.failed', deliveryAttempt: 2, willRetry: false });
  });

  it('bounds hooks: 16 at a time, 4 of one', async () => {
    let running = 0;
    let most = 0;
    const busy = (name: string) =>
      successHook({ name }, async (_: HookContext) => {
        running += 1;
        most = Math.max(most, running);
        note(name);
        await seconds(1);
        running -= 1;
      });
    class Many {
      @Op() op(): void {}
      @Graph() twenty(this: Wired<Many>) {
        for (let n = 0; n < 20; n += 1) this.op();
      }
    }
    const one = execute(toJob(Many, 'twenty', { name: 'one', hooks: [busy('a')] }), { clock, maxConcurrent: 20 });
    await clock.advance('1m');
    await one;
    expect(most).toBe(4);
    expect(seen).toHaveLength(20);
    most = 0;
    class Six {
      @Op() op(): void {}
      @Graph() all(this: Wired<Six>) {
        for (let n = 0; n < 5; n += 1) {
          const hooks = ['a', 'b', 'c', 'd', 'e'].map((letter) => busy(`${letter}${n}`));
          for (const hook of hooks) this.op.withHooks(hook)();
        }
      }
    }
    const all = execute(toJob(Six, 'all', { name: 'six' }), { clock, maxConcurrent: 25 });
    await clock.advance('1m');
    await all;
    expect(most).toBe(16);
    expect(seen).toHaveLength(45);
  });
});

describe('hooks of a cancelled run (S27)', () => {
  it('have five seconds together, also those that wait for one another', async () => {
    const hang = (name: string) => {
      class Hook {
        @RunCancelHook({ name }) static hook() {
          note(name);
          return never();
        }
      }
      return Hook.hook;
    };
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [hang('first'), hang('second')] }), {
      clock,
      signal: AbortSignal.abort(),
      ...NONE,
    });
    await clock.advance('6s');
    const { hookEvents } = await running;
    expect(seen).toEqual(['first 0s']);
    expect(hookEvents).toMatchObject([
      { type: 'hook.failed', hookName: 'first', error: expect.any(HookStoppedError) as unknown },
      { type: 'hook.failed', hookName: 'second', error: expect.any(HookStoppedError) as unknown },
    ]);
  });

  it('do not hold the run back where they are blocking', async () => {
    class Gate {
      @StartHook({ blocking: true }) static gate() {
        note('gate');
        return never();
      }
    }
    const controller = new AbortController();
    const running = execute(toJob(Ops, 'two', { name: 'job', hooks: [Gate.gate] }), {
      clock,
      signal: controller.signal,
      ...NONE,
    });
    await clock.advance('1s');
    controller.abort();
    await clock.advance('6s');
    expect((await running).status).toBe('cancelled');
    expect(seen).toEqual(['gate 0s']);
  });

  it('leave no resource open that comes too late', async () => {
    const slack = defineResource({
      create: async () => {
        await seconds(30);
        return 'slack';
      },
      dispose: () => note('dispose'),
    });
    class Told {
      @RunCancelHook({ requiredResourceKeys: ['slack'] }) static told() {}
    }
    const running = execute(toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [Told.told] }), {
      clock,
      signal: AbortSignal.abort(),
      ...NONE,
    });
    await clock.advance('6s');
    expect((await running).status).toBe('cancelled');
    await clock.advance('1m');
    expect(seen).toEqual(['dispose 30s']);
  });
});

describe('a job of one op with a hook', () => {
  class Single {
    @SuccessHook() static told() {
      note('told');
    }
    @Op() op(): void {}
    @Job({ hooks: [Single.told] }) job(this: Wired<Single>) {
      this.op();
    }
  }

  it('needs no time at all', async () => {
    await execute(defineJob(Single, 'job'), { clock });
    expect(seen).toEqual(['told 0s']);
  });
});
