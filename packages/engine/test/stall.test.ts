import {
  defineJob,
  FailureHook,
  type FailureHookContext,
  Job,
  Op,
  StalledError,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const told: string[] = [];

class Hooks {
  @FailureHook() static failed({ stepKey, failureKind }: FailureHookContext) {
    told.push(`${stepKey} ${failureKind}`);
  }
  @SuccessHook({ timeout: '1m' }) static slow() {
    return new Promise(() => undefined);
  }
}

class Ops {
  @Op() stuck(): Promise<number> {
    return new Promise(() => undefined);
  }
  @Op() next(n: number): number {
    return n;
  }
  @Op() fine(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.failed] }) waiting(this: Wired<Ops>) {
    this.next(this.stuck());
  }
  @Job({ hooks: [Hooks.slow] }) telling(this: Wired<Ops>) {
    this.fine();
  }
}

/** An executor whose process runs out of things to do when the test says so. */
function createIdleExecutor() {
  const clock = fakeClock();
  const watchers = new Set<() => void>();
  const execute = createTestExecutor({
    clock,
    watchIdle: (stalled) => {
      watchers.add(stalled);
      return () => watchers.delete(stalled);
    },
  });
  const idle = async () => {
    for (const stalled of watchers) stalled();
    await clock.advance('1s');
  };
  return { execute, clock, watchers, idle };
}

beforeEach(() => {
  told.length = 0;
});

describe('a process with nothing left to do', () => {
  it('fails the ops that wait for it, at once and with their hooks, and is watched no more', async () => {
    const { execute, clock, watchers, idle } = createIdleExecutor();
    const running = execute(defineJob(Ops, 'waiting'), { raiseOnError: false });
    await clock.advance('1s');
    await idle();
    const { error, steps, status } = await running;
    expect(status).toBe('failure');
    expect(error).toBeInstanceOf(StalledError);
    expect([steps['stuck']?.failureKind, steps['next']?.skipReason]).toEqual(['framework', 'run']);
    expect(told).toEqual(['stuck framework']);
    expect(watchers.size).toBe(0);
  });

  it('leaves a run alone that waits for hooks, which have their own timeouts', async () => {
    const { execute, clock, idle } = createIdleExecutor();
    const running = execute(defineJob(Ops, 'telling'));
    await clock.advance('1s');
    await idle();
    await clock.advance('1m');
    expect((await running).success).toBe(true);
  });

  it('leaves a cancelled run to its grace period', async () => {
    const { execute, clock, idle } = createIdleExecutor();
    const controller = new AbortController();
    const running = execute(defineJob(Ops, 'waiting'), { signal: controller.signal, raiseOnError: false });
    await clock.advance('1s');
    controller.abort();
    await idle();
    await clock.advance('20s');
    expect((await running).status).toBe('cancelled');
  });

  it('is watched once for all runs under way', async () => {
    const { execute, clock, watchers, idle } = createIdleExecutor();
    const running = [1, 2].map(() => execute(defineJob(Ops, 'waiting'), { raiseOnError: false }));
    await clock.advance('1s');
    expect(watchers.size).toBe(1);
    await idle();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(['failure', 'failure']);
  });
});
