import {
  defineJob,
  defineResource,
  FailureHook,
  Job,
  Op,
  type OpContext,
  type RunEvent,
  RunTimeoutError,
  retryPolicy,
  StartHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const never = () => new Promise<never>(() => undefined);

class Gates {
  @StartHook({ blocking: true }) static start() {
    return never();
  }
  @SuccessHook({ blocking: true }) static success() {
    return never();
  }
  @FailureHook({ blocking: true }) static failure() {
    return never();
  }
}

const called: string[] = [];

class Ops {
  @Op() one(): number {
    called.push('one');
    return 1;
  }
  @Op() two(n: number): number {
    called.push('two');
    return n;
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1, delay: '30s' }) }) failing(): void {
    throw new Error('again');
  }
  @Op() hanging({ signal }: OpContext): Promise<never> {
    signal.throwIfAborted();
    return never();
  }
  @Job() held(this: Wired<Ops>) {
    this.two(this.one.withHooks(Gates.start)());
  }
  @Job() gated(this: Wired<Ops>) {
    this.two(this.one.withHooks(Gates.success)());
  }
  @Job({ maxConcurrent: 1 }) queued(this: Wired<Ops>) {
    this.hanging();
    this.one();
    this.two(2);
  }
  @Job() retried(this: Wired<Ops>) {
    this.failing();
    this.hanging();
  }
  @Job({ timeout: '1m' }) limited(this: Wired<Ops>) {
    this.hanging();
  }
  @Job({ timeout: '1m' }) heldAndLimited(this: Wired<Ops>) {
    this.one.withHooks(Gates.start)();
  }
}

beforeEach(() => {
  called.length = 0;
});

/** Runs a job, cancels it after a second, and lets a minute and a half pass. */
async function cancelled(method: 'held' | 'gated' | 'queued' | 'retried' | 'limited', more: object = {}) {
  const clock = fakeClock();
  const controller = new AbortController();
  const running = createTestExecutor({ clock })(defineJob(Ops, method), {
    signal: controller.signal,
    raiseOnError: false,
    gracePeriod: '10s',
    ...more,
  });
  await clock.advance('1s');
  controller.abort(new Error('enough'));
  await clock.advance('90s');
  const result = await running;
  return { result, statuses: Object.entries(result.steps).map(([key, { status }]) => `${key} ${status}`) };
}

describe('a cancelled run', () => {
  it('never calls an op whose start is held by a blocking hook', async () => {
    expect((await cancelled('held')).statuses).toEqual(['one cancelled', 'two cancelled']);
    expect(called).toEqual([]);
  });

  it('keeps the success of a step whose dependents are held by a blocking hook', async () => {
    expect((await cancelled('gated')).statuses).toEqual(['one success', 'two cancelled']);
  });

  it('does not start what was waiting for a slot', async () => {
    expect((await cancelled('queued')).statuses).toEqual(['hanging cancelled', 'one cancelled', 'two cancelled']);
    expect(called).toEqual([]);
  });

  it('does not retry after the delay of a retry that was under way', async () => {
    const { result, statuses } = await cancelled('retried', { gracePeriod: '60s' });
    expect(statuses).toEqual(['failing cancelled', 'hanging cancelled']);
    expect(result.eventsFor('failing').filter(({ type }) => type === 'step.started')).toHaveLength(1);
  });

  it('stays cancelled when its timeout comes during the grace period', async () => {
    const { result } = await cancelled('limited', { gracePeriod: '80s' });
    expect([result.status, result.error?.message]).toEqual(['cancelled', 'enough']);
  });

  it('counts what an op returned before the cancel was seen', async () => {
    const controller = new AbortController();
    const onEvent = (event: RunEvent) => {
      if (event.type === 'step.started' && event.stepKey === 'one') controller.abort(new Error('at once'));
    };
    const result = await createTestExecutor()(defineJob(Ops, 'gated'), {
      signal: controller.signal,
      onEvent,
      raiseOnError: false,
      hookWait: 0,
    }).catch((error: unknown) => error);
    expect(result).toMatchObject({ steps: { one: { status: 'success' }, two: { status: 'cancelled' } } });
  }, 20_000);

  it('ignores an abort that comes after its end', async () => {
    const controller = new AbortController();
    const { status } = await createTestExecutor()(defineJob(Ops, 'gated'), {
      signal: controller.signal,
      opSelection: ['two'],
      raiseOnError: false,
    }).catch(() => ({ status: 'refused' }));
    controller.abort();
    expect(status).toBe('refused');
  });
});

describe('a run that is cancelled while a resource opens', () => {
  it('waits for a create that is deaf to its signal as long as for an op, and disposes of what comes later', async () => {
    const clock = fakeClock();
    const closed: string[] = [];
    const slow = defineResource({
      create: () => new Promise<string>((resolve) => void clock.setTimer(50_000, () => resolve('late'))),
      dispose: (name) => void closed.push(name),
    });
    class Needy {
      @Op({ requiredResourceKeys: ['slow'] }) op(): void {
        called.push('op');
      }
      @Job({ resources: { slow } }) job(this: Wired<Needy>) {
        this.op();
      }
    }
    const controller = new AbortController();
    const running = createTestExecutor({ clock })(defineJob(Needy, 'job'), {
      signal: controller.signal,
      gracePeriod: '5s',
      raiseOnError: false,
    });
    let over = false;
    void running.then(() => (over = true));
    await clock.advance('1s');
    controller.abort();
    await clock.advance('4s');
    expect(over).toBe(false);
    await clock.advance('2s');
    expect((await running).status).toBe('cancelled');
    await clock.advance('1m');
    expect([called, closed]).toEqual([[], ['late']]);
  });
});

describe('a run that times out', () => {
  it('fails a step whose start is held, without calling its op', async () => {
    const clock = fakeClock();
    const running = createTestExecutor({ clock })(defineJob(Ops, 'heldAndLimited'), { raiseOnError: false });
    await clock.advance('61s');
    await clock.advance('61s');
    const { error, steps } = await running;
    expect(error).toBeInstanceOf(RunTimeoutError);
    expect(steps['one']).toMatchObject({ status: 'failure', failureKind: 'timeout' });
    expect(called).toEqual([]);
  });

  it('is not cancelled any more by a signal that comes then', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const running = createTestExecutor({ clock })(defineJob(Ops, 'limited'), {
      signal: controller.signal,
      raiseOnError: false,
    });
    await clock.advance('61s');
    controller.abort();
    await clock.advance('30s');
    expect((await running).status).toBe('failure');
  });

  it('while it opens its resources executes nothing, and closes what came', async () => {
    const clock = fakeClock();
    const closed: string[] = [];
    const first = defineResource({ create: () => 'first', dispose: (name) => void closed.push(name) });
    const slow = defineResource({ requires: { first }, timeout: '2m', create: () => never() });
    class Needy {
      @Op({ requiredResourceKeys: ['slow'] }) op(): void {
        called.push('op');
      }
      @Job({ resources: { slow }, timeout: '1m' }) job(this: Wired<Needy>) {
        this.op();
      }
    }
    const running = createTestExecutor({ clock })(defineJob(Needy, 'job'), { raiseOnError: false });
    await clock.advance('3m');
    const { error, steps } = await running;
    expect(error).toBeInstanceOf(RunTimeoutError);
    expect([steps['op']?.status, called, closed]).toEqual(['notExecuted', [], ['first']]);
  });
});

describe('a run whose store is gone', () => {
  it('calls no op that waited for its start to be committed', async () => {
    const clock = fakeClock();
    const sink = { commit: () => Promise.reject(new Error('gone')) };
    const running = createTestExecutor({ clock, sink })(defineJob(Ops, 'gated'));
    const outcome = running.catch((error: unknown) => error);
    await clock.advance('2m');
    expect(await outcome).toMatchObject({ code: 'HOOKLINE_STORE_UNAVAILABLE' });
    expect(called).toEqual([]);
  });
});
