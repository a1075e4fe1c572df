import {
  CancelHook,
  defineResource,
  Graph,
  type HookContext,
  HookStoppedError,
  HookTimeoutError,
  Op,
  RunCancelHook,
  type RunEvent,
  retryPolicy,
  SuccessHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import type { CommitBatch, Delivery } from '@hookline/core/spi';
import { type FakeClock, fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: string[] = [];
let clock: FakeClock;
const execute = createTestExecutor();

const seconds = (n: number) => new Promise<void>((resolve) => void clock.setTimer(n * 1_000, resolve));
const NO_ERROR: unknown = 'no network';
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  seen.length = 0;
  clock = fakeClock();
});

class Ops {
  @Op() op(): void {}
  @Op() wait(): Promise<void> {
    return never();
  }
  @Graph() one(this: Wired<Ops>) {
    this.op();
  }
  @Graph() six(this: Wired<Ops>) {
    for (let n = 0; n < 6; n += 1) this.op();
  }
  @Graph() sixWaiting(this: Wired<Ops>) {
    for (let n = 0; n < 6; n += 1) this.wait();
  }
}

/** `name type` of what happened to each delivery, in order, with the errors' names. */
const told = (events: readonly RunEvent[]) =>
  events.flatMap((event) => {
    if (event.type === 'hook.failed') return [`${event.hookName} ${event.error.name} ${String(event.willRetry)}`];
    return event.type === 'hook.completed' ? [`${event.hookName} completed ${event.duration}`] : [];
  });

describe('an attempt of a hook', () => {
  it('tells how long the hook took, without the opening of its resources', async () => {
    const slack = defineResource({ create: () => seconds(3).then(() => 'slack') });
    class Hooks {
      @SuccessHook({ requiredResourceKeys: ['slack'] }) static async slow(_: HookContext<{ slack: string }>) {
        await seconds(2);
      }
      @SuccessHook() static quick() {}
    }
    const hooks = [Hooks.slow, Hooks.quick];
    const running = execute(toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks }), { clock });
    await clock.advance('1m');
    expect(told((await running).hookEvents)).toEqual(['slow completed 2000', 'quick completed 0']);
  });

  it('is over once: what settles late, well or not, is not told', async () => {
    const late = (name: string, end: () => void) =>
      successHook({ name, timeout: '1s' }, async (_: HookContext) => {
        await seconds(5);
        seen.push(name);
        end();
      });
    const throwing = () => {
      throw new Error('late');
    };
    const hooks = [late('returns', () => undefined), late('throws', throwing), late('waits', () => undefined)];
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [...hooks, SuccessHooks.hold] }), { clock });
    await clock.advance('1m');
    expect(seen).toEqual(['returns', 'throws', 'waits']);
    expect(told((await running).hookEvents)).toEqual([
      'returns HookTimeoutError false',
      'throws HookTimeoutError false',
      'waits HookTimeoutError false',
      'hold completed 20000',
    ]);
  });

  it('has a signal that is aborted with the reason, also when it is first read afterwards', async () => {
    let kept: HookContext | undefined;
    const hang = successHook({ name: 'hang', timeout: '10s' }, (context: HookContext) => {
      kept = context;
      return never();
    });
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [hang] }), { clock });
    await clock.advance('1m');
    await running;
    expect(kept?.signal.aborted).toBe(true);
    expect(kept?.signal.reason).toBeInstanceOf(HookTimeoutError);
  });

  it('has a signal that stays as it is while the hook runs', async () => {
    const signals: AbortSignal[] = [];
    const look = successHook({ name: 'look' }, async (context: HookContext) => {
      signals.push(context.signal);
      await seconds(1);
      signals.push(context.signal);
      seen.push(String(context.signal.aborted));
    });
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [look] }), { clock });
    await clock.advance('1m');
    await running;
    expect(seen).toEqual(['false']);
    expect(signals[0]).toBe(signals[1]);
  });

  it('needs a timer only where the hook does not end at once', async () => {
    const timers: number[] = [];
    const counting = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (ms: number, run: () => void) => {
        timers.push(ms);
        return clock.setTimer(ms, run);
      },
    };
    const quick = successHook({ name: 'quick', timeout: '77s' }, (_: HookContext) => undefined);
    const slow = successHook({ name: 'slow', timeout: '88s' }, (_: HookContext) => Promise.resolve());
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [quick, slow] }), { clock: counting });
    await clock.advance('1s');
    await running;
    expect(timers.filter((ms) => ms === 77_000 || ms === 88_000)).toEqual([88_000]);
  });

  it('fails with the error of a resource that does not open', async () => {
    const slack = defineResource({
      create: (): string => {
        throw NO_ERROR;
      },
    });
    class Hooks {
      @SuccessHook({ requiredResourceKeys: ['slack'] }) static post(_: HookContext<{ slack: string }>) {
        seen.push('called');
      }
    }
    const { hookEvents } = await execute(toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [Hooks.post] }));
    expect(seen).toEqual([]);
    const wrap = expect.stringMatching("create of resource 'slack' threw the string 'no network'") as unknown;
    expect(hookEvents).toContainEqual(
      expect.objectContaining({ type: 'hook.failed', error: expect.objectContaining({ message: wrap }) as unknown }),
    );
  });

  it('names the hook where it throws no error', async () => {
    const hook = successHook({ name: 'post' }, (_: HookContext) => {
      throw NO_ERROR;
    });
    const { hookEvents } = await execute(toJob(Ops, 'one', { name: 'job', hooks: [hook] }));
    expect(hookEvents).toMatchObject([{ error: { message: expect.stringMatching(/^Hook 'post' threw/) as unknown } }]);
  });
});

class SuccessHooks {
  @SuccessHook() static async hold() {
    await seconds(20);
  }
}

describe('hooks of a run that is cancelled', () => {
  const cancelled = async (job: Parameters<typeof execute>[0]) => {
    const controller = new AbortController();
    const options = { clock, signal: controller.signal, gracePeriod: 0, raiseOnError: false, maxConcurrent: 10 };
    const running = execute(job, options);
    await clock.advance('1s');
    controller.abort();
    await clock.advance('1m');
    return running;
  };

  it('are told to stop after five seconds, each once, also those that wait for a slot', async () => {
    class Hooks {
      @CancelHook() static hang({ signal }: HookContext) {
        seen.push('begun');
        signal.addEventListener('abort', () => seen.push((signal.reason as Error).message));
        return never();
      }
      @CancelHook() static after() {
        seen.push('after');
      }
    }
    const { hookEvents, status } = await cancelled(
      toJob(Ops, 'sixWaiting', { name: 'job', hooks: [Hooks.hang, Hooks.after] }),
    );
    expect(status).toBe('cancelled');
    expect(seen.filter((text) => text === 'begun')).toHaveLength(4);
    expect(seen.filter((text) => text === 'after')).toHaveLength(0);
    expect(seen.filter((text) => text.includes('5000 ms'))).toHaveLength(4);
    const each = new Map(hookEvents.map((event) => [event.type === 'hook.failed' ? event.deliveryId : '', event]));
    expect(each.size).toBe(12);
    expect(hookEvents).toHaveLength(12);
    for (const event of hookEvents) {
      expect(event).toMatchObject({ error: expect.any(HookStoppedError) as unknown, willRetry: false });
    }
  });

  it('are told to stop whichever of them have ended before, at once or later', async () => {
    class Hooks {
      @CancelHook() static async mixed({ stepKey }: HookContext): Promise<void> {
        if (stepKey === 'wait_2') return seconds(1);
        return never();
      }
      @CancelHook() static quick() {}
    }
    const hooks = [SuccessHooks.hold, Hooks.quick, Hooks.mixed];
    const { hookEvents } = await cancelled(toJob(Ops, 'sixWaiting', { name: 'job', hooks }));
    const words = told(hookEvents);
    expect(words.filter((text) => text === 'quick completed 0')).toHaveLength(6);
    expect(words.filter((text) => text === 'mixed completed 1000')).toHaveLength(1);
    expect(words.filter((text) => text === 'mixed HookStoppedError false')).toHaveLength(5);
  });

  it('are not called when their resource opens after that', async () => {
    const slack = defineResource({ create: () => seconds(30).then(() => 'slack') });
    class Hooks {
      @RunCancelHook({ requiredResourceKeys: ['slack'] }) static post() {
        seen.push('called');
      }
    }
    const { hookEvents } = await cancelled(
      toJob(Ops, 'sixWaiting', { name: 'job', resources: { slack }, hooks: [Hooks.post] }),
    );
    await clock.advance('1m');
    expect(seen).toEqual([]);
    expect(told(hookEvents)).toEqual(['post HookStoppedError false']);
  });

  it('are not tried again after that', async () => {
    class Hooks {
      @RunCancelHook({ retryPolicy: retryPolicy({ maxRetries: 9, delay: '2s' }) }) static post() {
        seen.push('called');
        throw new Error('down');
      }
    }
    const { hookEvents } = await cancelled(toJob(Ops, 'sixWaiting', { name: 'job', hooks: [Hooks.post] }));
    expect(seen).toEqual(['called', 'called', 'called']);
    expect(told(hookEvents)).toEqual(['post Error true', 'post Error true', 'post Error true', 'post Error false']);
  });
});

describe('a hook that has more to do than it may at a time', () => {
  it('does it in the order of the steps, four at a time, and synchronous ones without growing the stack', async () => {
    class Many {
      @Op() op(): void {}
      @Graph() all(this: Wired<Many>) {
        for (let n = 0; n < 6_000; n += 1) this.op();
      }
    }
    let calls = 0;
    const note = successHook({ name: 'note' }, ({ stepKey }: HookContext) => {
      calls += 1;
      if (calls <= 4) return seconds(1);
      seen.push(stepKey);
      return undefined;
    });
    const running = execute(toJob(Many, 'all', { name: 'job', hooks: [note] }), { clock, maxConcurrent: 6_000 });
    await clock.advance('1m');
    const { hookEvents } = await running;
    expect(hookEvents.filter(({ type }) => type !== 'hook.completed')).toEqual([]);
    const keys = Array.from({ length: 6_000 }, (_, n) => (n === 0 ? 'op' : `op_${n + 1}`));
    expect(seen).toEqual(keys.slice(4));
  });
});

describe('hookWait (S15)', () => {
  it('bounds no first attempt, neither one that runs nor one that waits for a slot', async () => {
    const slow = successHook({ name: 'slow' }, async (_: HookContext) => {
      await seconds(10);
      seen.push('done');
    });
    const running = execute(toJob(Ops, 'six', { name: 'job', hooks: [slow] }), { clock, hookWait: '5s' });
    await clock.advance('1m');
    expect(told((await running).hookEvents)).toEqual(Array.from({ length: 6 }, () => 'slow completed 10000'));
    expect(seen).toHaveLength(6);
  });
});

describe('a retry of a hook', () => {
  it('waits for a slot, and is made', async () => {
    const calls = new Map<string, number>();
    const second = successHook(
      { name: 'second', retryPolicy: retryPolicy({ maxRetries: 1 }) },
      async ({ stepKey }: HookContext) => {
        const call = (calls.get(stepKey) ?? 0) + 1;
        calls.set(stepKey, call);
        if (call === 1) throw new Error('no');
        await seconds(1);
      },
    );
    const running = execute(toJob(Ops, 'six', { name: 'job', hooks: [second] }), { clock });
    await clock.advance('1m');
    const words = told((await running).hookEvents);
    expect(words.filter((text) => text === 'second Error true')).toHaveLength(6);
    expect(words.filter((text) => text === 'second completed 1000')).toHaveLength(6);
  });

  it('that failed before its call waits for its delay alone', async () => {
    let opened = 0;
    const slack = defineResource({
      create: () => {
        opened += 1;
        if (opened === 1) throw new Error('down');
        return 'slack';
      },
    });
    const options = {
      name: 'post',
      requiredResourceKeys: ['slack'],
      retryPolicy: retryPolicy({ maxRetries: 1, delay: '1s' }),
    } as const;
    const post = successHook(options, (_: HookContext<{ slack: string }>) => void seen.push(`${clock.monotonic()}`));
    const running = execute(toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [post] }), { clock });
    await clock.advance('1m');
    await running;
    expect(seen).toEqual(['1000']);
  });

  it('has a delay with the jitter of its policy', async () => {
    const policy = retryPolicy({ maxRetries: 1, delay: '4s', jitter: 'full' });
    const flaky = successHook({ name: 'flaky', retryPolicy: policy }, (_: HookContext) => {
      seen.push(`${clock.monotonic()}`);
      if (seen.length === 1) throw new Error('no');
    });
    const random = createTestExecutor({ random: () => 0.25 });
    const running = random(toJob(Ops, 'one', { name: 'job', hooks: [flaky] }), { clock });
    await clock.advance('1m');
    await running;
    expect(seen).toEqual(['0', '1000']);
  });
});

describe('the delivery that a store is given', () => {
  it('tells how it stands', async () => {
    const deliveries: Delivery[] = [];
    const commit = (batch: CommitBatch) => {
      for (const part of batch) deliveries.push(...part.deliveries);
      return undefined;
    };
    const states = () => deliveries.map(({ state, attempt }) => `${state} ${attempt}`).join();
    const hook = (name: string, run: () => Promise<void>) =>
      successHook({ name, retryPolicy: retryPolicy({ maxRetries: 1, delay: '5s' }) }, (_: HookContext) => run());
    const fails = () => {
      seen.push(states());
      throw new Error('no');
    };
    const hooks = [hook('fails', fails), hook('waits', () => seconds(3))];
    const stored = createTestExecutor({ sink: { commit } });
    const running = stored(toJob(Ops, 'one', { name: 'job', hooks }), { clock });
    for (const second of [1, 3, 2]) {
      await clock.advance(second * 1_000);
      seen.push(states());
    }
    await running;
    expect(seen).toEqual([
      'running 1,running 0',
      'pending 1,running 1',
      'pending 1,delivered 1',
      'running 2,delivered 1',
      'dead 2,delivered 1',
    ]);
  });

  it('is dead once its retry is given up, or it is not begun any more', async () => {
    const deliveries: Delivery[] = [];
    const commit = (batch: CommitBatch) => {
      for (const part of batch) deliveries.push(...part.deliveries);
      return undefined;
    };
    class Hooks {
      @RunCancelHook({ retryPolicy: retryPolicy({ maxRetries: 9, delay: '20s' }) }) static fails() {
        throw new Error('no');
      }
      @RunCancelHook() static hangs() {
        return never();
      }
      @RunCancelHook() static waits() {}
    }
    const stored = createTestExecutor({ sink: { commit } });
    const hooks = [Hooks.fails, Hooks.hangs, Hooks.waits];
    const options = { clock, signal: AbortSignal.abort(), raiseOnError: false };
    const running = stored(toJob(Ops, 'one', { name: 'job', hooks }), options);
    await clock.advance('1m');
    await running;
    expect(deliveries.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(['dead 1', 'dead 1', 'dead 0']);
  });
});
