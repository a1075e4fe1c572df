import {
  CancelHook,
  type CancelHookContext,
  defineJob,
  defineResource,
  dynamic,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  HookStoppedError,
  Job,
  Op,
  type OpContext,
  OpTimeoutError,
  RetryHook,
  type RetryHookContext,
  RunCancelHook,
  RunCancelledError,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunTimeoutError,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const told: string[] = [];

class Hooks {
  @SuccessHook() static success({ stepKey }: HookContext) {
    told.push(`success ${stepKey}`);
  }
  @FailureHook() static failure({ stepKey, failureKind, opException }: FailureHookContext) {
    told.push(`failure ${stepKey} ${failureKind} ${opException.name}`);
  }
  @RetryHook() static retry({ stepKey, attempt }: RetryHookContext) {
    told.push(`retry ${stepKey} ${attempt}`);
  }
  @CancelHook() static cancel({ stepKey, wasRunning }: CancelHookContext) {
    told.push(`cancel ${stepKey} ${wasRunning}`);
  }
  @CancelHook({ includePending: true }) static cancelAny({ stepKey, wasRunning }: CancelHookContext) {
    told.push(`cancelAny ${stepKey} ${wasRunning}`);
  }
  @SkipHook({ reasons: ['run'] }) static skip({ stepKey, skipReason }: SkipHookContext) {
    told.push(`skip ${stepKey} ${skipReason}`);
  }
  @RunCancelHook() static runCancel({ status }: RunHookContext) {
    told.push(`runCancel ${status}`);
  }
  @RunFailureHook() static runFailure({ error, failedSteps }: RunFailureHookContext) {
    told.push(`runFailure ${error.name} ${failedSteps.map(({ stepKey }) => stepKey).join()}`);
  }
}

const hooks = [
  Hooks.success,
  Hooks.failure,
  Hooks.retry,
  Hooks.cancel,
  Hooks.cancelAny,
  Hooks.skip,
  Hooks.runCancel,
  Hooks.runFailure,
] as const;

/** Resolves when it is aborted; rejects instead with `fail`. */
function untilAborted(signal: AbortSignal, how: 'return' | 'throw'): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      if (how === 'return') resolve('tidied up');
      else reject(signal.reason as Error);
    });
  });
}

class Ops {
  @Op() polite({ signal }: OpContext): Promise<string> {
    return untilAborted(signal, 'return');
  }
  @Op() throwing({ signal }: OpContext): Promise<string> {
    return untilAborted(signal, 'throw');
  }
  @Op() deaf(): Promise<string> {
    return new Promise(() => undefined);
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 5, delay: '1h' }) }) retried(): void {
    throw new Error('again');
  }
  @Op() next(text: string): string {
    return text;
  }
  @Job({ hooks }) running(this: Wired<Ops>) {
    this.next(this.polite());
    this.throwing();
    this.deaf();
  }
  @Job({ hooks }) waiting(this: Wired<Ops>) {
    this.retried();
  }
  @Job({ hooks, timeout: '1m' }) limited(this: Wired<Ops>) {
    this.next(this.deaf());
    this.retried();
  }
}

beforeEach(() => {
  told.length = 0;
});

describe('cancel by a signal (S27)', () => {
  it('counts an op that returns within the grace period as success, and all others as cancelled', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const job = defineJob(Ops, 'running');
    const execute = createTestExecutor({ clock });
    const running = execute(job, { signal: controller.signal, raiseOnError: false, gracePeriod: '10s' });
    await clock.advance('1s');
    const reason = new Error('enough');
    controller.abort(reason);
    await clock.advance('9s');
    expect(told).toEqual(['cancelAny next false', 'success polite', 'cancel throwing true', 'cancelAny throwing true']);
    await clock.advance('2s');
    const result = await running;
    expect(told.slice(4)).toEqual(['cancel deaf true', 'cancelAny deaf true', 'runCancel cancelled']);
    expect([result.status, result.error]).toEqual(['cancelled', reason]);
    expect(Object.entries(result.steps).map(([key, { status }]) => `${key} ${status}`)).toEqual([
      'polite success',
      'next cancelled',
      'throwing cancelled',
      'deaf cancelled',
    ]);
  });

  it('throws the reason of the signal, or an error of ours around a reason that is none', async () => {
    const reason = new Error('enough');
    await expect(createTestExecutor()(defineJob(Ops, 'waiting'), { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    await expect(
      createTestExecutor()(defineJob(Ops, 'waiting'), { signal: AbortSignal.abort('enough') }),
    ).rejects.toBeInstanceOf(RunCancelledError);
  });

  it('cancels a run that has not begun: no op is called, only hooks with includePending fire', async () => {
    const result = await createTestExecutor()(defineJob(Ops, 'running'), {
      signal: AbortSignal.abort(),
      raiseOnError: false,
    });
    // Told in dependency order: a step that waits is cancelled with the one that it waits for.
    expect(told).toEqual([
      'cancelAny polite false',
      'cancelAny next false',
      'cancelAny throwing false',
      'cancelAny deaf false',
      'runCancel cancelled',
    ]);
    expect(result.events.map(({ type }) => type)).not.toContain('run.started');
    expect(result.status).toBe('cancelled');
  });

  it('cancels a step in retry wait, which was not running then (S26a)', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const running = createTestExecutor({ clock })(defineJob(Ops, 'waiting'), {
      signal: controller.signal,
      raiseOnError: false,
    });
    await clock.advance('1s');
    controller.abort();
    await clock.advance('1s');
    await running;
    expect(told).toEqual(['retry retried 1', 'cancelAny retried false', 'runCancel cancelled']);
  });

  it('cancels what a dynamic op emits while the run is being cancelled', async () => {
    class Mapped {
      @Op({ dynamic: true }) async each({ signal }: OpContext) {
        await untilAborted(signal, 'return');
        return dynamicOfTwo();
      }
      @Op() one(n: number): number {
        return n;
      }
      @Op() all(ns: number[]): number {
        return ns.length;
      }
      @Job() job(this: Wired<Mapped>) {
        this.all(
          this.each()
            .map((n) => this.one(n))
            .collect(),
        );
      }
    }
    const clock = fakeClock();
    const controller = new AbortController();
    const running = createTestExecutor({ clock })(defineJob(Mapped, 'job'), {
      signal: controller.signal,
      raiseOnError: false,
    });
    await clock.advance('1s');
    controller.abort();
    await clock.advance('1s');
    const { steps } = await running;
    expect(Object.entries(steps).map(([key, { status }]) => `${key} ${status}`)).toEqual([
      'each success',
      'one[a] cancelled',
      'one[b] cancelled',
      'all cancelled',
    ]);
  });

  it('gives the hooks of a cancelled run five seconds', async () => {
    const clock = fakeClock();
    class Stuck {
      @RunCancelHook() static stuck() {
        return new Promise(() => undefined);
      }
    }
    class Job1 {
      @Op() op(): void {}
      @Job({ hooks: [Stuck.stuck] }) job(this: Wired<Job1>) {
        this.op();
      }
    }
    const running = createTestExecutor({ clock })(defineJob(Job1, 'job'), {
      signal: AbortSignal.abort(),
      raiseOnError: false,
    });
    await clock.advance('6s');
    const { hookEvents } = await running;
    expect(hookEvents).toMatchObject([{ type: 'hook.failed', hookName: 'stuck', willRetry: false }]);
    expect(hookEvents[0]).toMatchObject({ error: expect.any(HookStoppedError) as unknown });
  });

  it('aborts the create of a resource and closes what is open', async () => {
    const clock = fakeClock();
    const closed: string[] = [];
    const first = defineResource({ create: () => 'first', dispose: (name) => void closed.push(name) });
    const second = defineResource({
      requires: { first },
      create: ({ signal }) => untilAborted(signal, 'throw'),
    });
    class Job2 {
      @Op({ requiredResourceKeys: ['second'] }) op(): void {}
      @Job({ resources: { second } }) job(this: Wired<Job2>) {
        this.op();
      }
    }
    const controller = new AbortController();
    const running = createTestExecutor({ clock })(defineJob(Job2, 'job'), {
      signal: controller.signal,
      raiseOnError: false,
    });
    await clock.advance('1s');
    controller.abort();
    await clock.advance('1s');
    const { status } = await running;
    expect([status, closed]).toEqual(['cancelled', ['first']]);
  });
});

describe('timeout of an op (S27)', () => {
  class Timed {
    static calls: string[] = [];
    @Op({ timeout: '10s', retryPolicy: retryPolicy({ maxRetries: 1 }) })
    async slow({ attempt, signal }: OpContext): Promise<string> {
      Timed.calls.push(`start ${attempt}`);
      signal.addEventListener('abort', () => Timed.calls.push(`abort ${attempt} ${(signal.reason as Error).name}`));
      if (attempt === 1) await sleep(25_000);
      Timed.calls.push(`end ${attempt}`);
      return `attempt ${attempt}`;
    }
    @Op({ timeout: '10s' }) hanging(): Promise<void> {
      return new Promise(() => undefined);
    }
    @Op() other(): string {
      return 'ran';
    }
    @Job({ hooks }) job(this: Wired<Timed>) {
      this.slow();
    }
    @Job({ hooks, maxConcurrent: 1 }) full(this: Wired<Timed>) {
      this.hanging();
      this.other();
    }
  }
  let clock = fakeClock();
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimer(ms, resolve));

  beforeEach(() => {
    clock = fakeClock();
    Timed.calls = [];
  });

  it('ends the attempt at once, and starts the next one when the old call has settled', async () => {
    const running = createTestExecutor({ clock })(defineJob(Timed, 'job'), { raiseOnError: false });
    await clock.advance('11s');
    expect(told).toEqual(['retry slow 1']);
    expect(Timed.calls).toEqual(['start 1', 'abort 1 OpTimeoutError']);
    await clock.advance('15s');
    const result = await running;
    expect(Timed.calls).toEqual(['start 1', 'abort 1 OpTimeoutError', 'end 1', 'start 2', 'end 2']);
    expect(result.outputFor('slow')).toBe('attempt 2');
    const warnings = result.events.filter((event) => event.type === 'log');
    expect(warnings).toMatchObject([
      { level: 'warn', stepKey: 'slow', message: expect.stringContaining('is dropped') as string },
    ]);
  });

  it('lets the next attempt start after the grace period when the old call never settles', async () => {
    const running = createTestExecutor({ clock })(defineJob(Timed, 'job'), { raiseOnError: false, gracePeriod: '5s' });
    await clock.advance('14s');
    expect(Timed.calls).toHaveLength(2);
    await clock.advance('2s');
    expect(Timed.calls.slice(2)).toEqual(['start 2', 'end 2']);
    await running;
    await clock.advance('1m');
  });

  it('keeps the slot until then, and fails with kind timeout', async () => {
    const running = createTestExecutor({ clock })(defineJob(Timed, 'full'), {
      raiseOnError: false,
      gracePeriod: '20s',
    });
    await clock.advance('29s');
    expect(told).toEqual(['failure hanging timeout OpTimeoutError']);
    await clock.advance('2s');
    expect(told.slice(1)).toEqual(['success other', 'runFailure OpTimeoutError hanging']);
    const { steps } = await running;
    expect(steps['hanging']).toMatchObject({ status: 'failure', failureKind: 'timeout' });
    expect(steps['hanging']?.error).toBeInstanceOf(OpTimeoutError);
  });
});

describe('timeout of a run', () => {
  it('fails running steps and steps in retry wait, and does not execute the others', async () => {
    const clock = fakeClock();
    const running = createTestExecutor({ clock })(defineJob(Ops, 'limited'), {
      raiseOnError: false,
      gracePeriod: '5s',
    });
    await clock.advance('61s');
    expect(told).toEqual([
      'retry retried 1',
      'failure deaf timeout RunTimeoutError',
      'skip next run',
      'failure retried exception Error',
      'runFailure RunTimeoutError deaf,retried',
    ]);
    await clock.advance('5s');
    const { status, error, steps } = await running;
    expect([status, steps['next']?.skipReason]).toEqual(['failure', 'run']);
    expect(error).toBeInstanceOf(RunTimeoutError);
  });
});

function dynamicOfTwo() {
  return dynamic([
    ['a', 1],
    ['b', 2],
  ]);
}
