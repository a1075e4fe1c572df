import {
  Graph,
  Op,
  RunCancelHook,
  type RunEvent,
  RunSuccessHook,
  retryPolicy,
  SuccessHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const execute = createTestExecutor();
const POLICY = { retryPolicy: retryPolicy({ maxRetries: 9, delay: '3s' }) };

let clock = fakeClock();
beforeEach(() => {
  clock = fakeClock();
});

class Ops {
  @Op() op(): void {}
  @Graph() one(this: Wired<Ops>) {
    this.op();
  }
  @Graph() six(this: Wired<Ops>) {
    for (let n = 0; n < 6; n += 1) this.op();
  }
}

/** What the last event of each delivery says of a retry. */
const lastWords = (events: readonly RunEvent[]) => {
  const words = new Map<string, boolean>();
  for (const event of events) if (event.type === 'hook.failed') words.set(event.deliveryId, event.willRetry);
  return [...words.values()];
};

// S13
describe('a delivery whose retries are given up', () => {
  it('is told to be over when the five seconds after a cancel are', async () => {
    class Hooks {
      @RunCancelHook(POLICY) static told() {
        throw new Error('down');
      }
    }
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [Hooks.told] }), {
      clock,
      signal: AbortSignal.abort(),
      raiseOnError: false,
    });
    await clock.advance('1m');
    expect(lastWords((await running).events)).toEqual([false]);
  });

  it('is told to be over where its retry waits for other calls of the hook', async () => {
    let calls = 0;
    class Hooks {
      @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 9 }) }) static told() {
        calls += 1;
        if (calls <= 6) throw new Error('down');
        return new Promise<never>(() => undefined);
      }
    }
    const running = execute(toJob(Ops, 'six', { name: 'job', hooks: [Hooks.told] }), { clock, hookWait: '8s' });
    await clock.advance('1m');
    expect(lastWords((await running).events)).toEqual([false, false, false, false, false, false]);
    expect(calls).toBe(10);
  });

  it('is told so once, when hookWait is over', async () => {
    class Hooks {
      @RunSuccessHook(POLICY) static told() {
        throw new Error('down');
      }
    }
    const running = execute(toJob(Ops, 'one', { name: 'job', hooks: [Hooks.told] }), { clock, hookWait: '1s' });
    await clock.advance('1m');
    const failed = (await running).events.filter((event) => event.type === 'hook.failed');
    expect(failed.map(({ willRetry }) => willRetry)).toEqual([true, false]);
  });
});
