import {
  defineJob,
  type HookContext,
  type HookFunction,
  Job,
  Op,
  RunSuccessHook,
  retryPolicy,
  SuccessHook,
  successHook,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { door, settle, TestInstance } from './test-instance';

const seen: string[] = [];
let gate = door();
let failures = 0;
let instance: TestInstance;

beforeEach(() => {
  seen.length = 0;
  gate = door();
  failures = 0;
  instance = new TestInstance();
});

class Hooks {
  @SuccessHook() static slow({ stepKey }: HookContext): Promise<void> {
    seen.push(`slow ${stepKey}`);
    return gate.passed;
  }
  @SuccessHook() static second({ stepKey }: HookContext) {
    seen.push(`second ${stepKey}`);
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 3, delay: 7_000 }) }) static flaky({
    deliveryAttempt,
  }: HookContext) {
    seen.push(`flaky ${deliveryAttempt}`);
    failures += 1;
    throw new Error(`no ${failures}`);
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 0 }) }) static hopeless() {
    throw new Error('never');
  }
  @SuccessHook({ blocking: true }) static gated({ stepKey }: HookContext) {
    seen.push(`gated ${stepKey}`);
    if (failures > 0) throw new Error('not now');
  }
  @SuccessHook({ timeout: 2_000, retryPolicy: retryPolicy({ maxRetries: 3, delay: 50 }) }) static endless({
    deliveryId,
    triggeredAt,
    isReplay,
  }: HookContext): Promise<void> {
    seen.push(`${deliveryId} ${triggeredAt} ${isReplay}`);
    return gate.passed;
  }
  @SuccessHook({ timeout: 2_000, retryPolicy: retryPolicy({ maxRetries: 0 }) }) static onceOnly(): Promise<void> {
    return gate.passed;
  }
  @SuccessHook({ timeout: 2_000, retryPolicy: retryPolicy({ maxRetries: 3, delay: 50 }) }) static brief() {
    throw new Error('at once');
  }
  @RunSuccessHook() static runEnded(): Promise<void> {
    seen.push('run hook');
    return gate.passed;
  }
}

class Ops {
  @Op() a(): number {
    return 1;
  }
  @Op() b(n: number): number {
    seen.push('op b');
    return n;
  }
  @Job() one(this: Wired<Ops>) {
    this.b(this.a());
  }
  @Job() flaky(this: Wired<Ops>) {
    this.a.withHooks(Hooks.flaky)();
  }
  @Job() timedOut(this: Wired<Ops>) {
    this.a.withHooks(Hooks.endless)();
  }
  @Job() onceOnly(this: Wired<Ops>) {
    this.a.withHooks(Hooks.onceOnly)();
  }
  @Job() brief(this: Wired<Ops>) {
    this.a.withHooks(Hooks.brief)();
  }
  @Job() hopeless(this: Wired<Ops>) {
    this.a.withHooks(Hooks.hopeless)();
  }
  @Job() twoHooks(this: Wired<Ops>) {
    this.a.withHooks(Hooks.slow, Hooks.second)();
  }
  @Job() gated(this: Wired<Ops>) {
    this.b(this.a.withHooks(Hooks.gated)());
  }
  @Job() behind(this: Wired<Ops>) {
    this.b(this.a.withHooks(Hooks.slow, Hooks.gated)());
  }
  @Op() hang(): Promise<void> {
    return new Promise(() => undefined);
  }
  @Job() hanging(this: Wired<Ops>) {
    this.a.withHooks(Hooks.slow, Hooks.second)();
    this.hang();
  }
  @Job({ hooks: [Hooks.slow] }) six(this: Wired<Ops>) {
    for (let n = 0; n < 6; n += 1) this.a();
  }
  @Job({ hooks: [Hooks.flaky] }) sixFlaky(this: Wired<Ops>) {
    for (let n = 0; n < 6; n += 1) this.a();
  }
  @Job({ hooks: [Hooks.runEnded] }) endless(this: Wired<Ops>) {
    this.a();
  }
}

const waiting = (names: readonly string[], of: HookFunction[] = []): HookFunction[] => {
  for (const name of names)
    of.push(
      successHook({ name }, ({ stepKey }: HookContext) => {
        seen.push(`${name} ${stepKey}`);
        return gate.passed;
      }) as HookFunction,
    );
  return of;
};

describe('places for hooks in a process (D21)', () => {
  it('are four of one hook: what has none waits for one', async () => {
    const running = instance.executor()(defineJob(Ops, 'six'), { hookWait: 0 });
    await settle();
    expect(instance.owed).toEqual([
      'slow a running',
      'slow a_2 running',
      'slow a_3 running',
      'slow a_4 running',
      'slow a_5 running: waits for a place in its process',
      'slow a_6 running: waits for a place in its process',
    ]);
    expect(seen).toEqual(['slow a', 'slow a_2', 'slow a_3', 'slow a_4']);
    gate.open();
    expect((await running).success).toBe(true);
    expect(seen).toHaveLength(6);
    expect(instance.outcomes.map(({ state }) => state)).toEqual(Array(6).fill('delivered'));
    expect([instance.slots.used, instance.watched.size, instance.givenBack]).toEqual([0, 0, []]);
  });

  it('are left to whoever has one, where none becomes free in time', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'six'));
    await clock.advance(99);
    expect(instance.givenBack).toEqual([]);
    await clock.advance(10);
    expect(instance.givenBack).toEqual(['slow a_5', 'slow a_6']);
    expect([...instance.watched.values()].map(({ delivery: { state, reason } }) => [state, reason])).toEqual([
      ['pending', undefined],
      ['pending', undefined],
    ]);
    gate.open();
    await clock.advance(1);
    expect(seen).toHaveLength(4);
    // The call waits for their first attempts, wherever these are made (S15).
    for (let each = 0; each < 2; each += 1) {
      expect(await Promise.race([running.then(() => 'ended'), settle().then(() => 'waits')])).toBe('waits');
      instance.move('slow', 'delivered');
      for (const [id, { delivery }] of instance.watched)
        if (delivery.state === 'delivered') instance.watched.delete(id);
    }
    await clock.advance(1);
    expect((await running).success).toBe(true);
    expect(instance.slots.used).toBe(0);
  });

  it('are not waited for by others of a hook that fails: the store has a breaker for it (D19)', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'sixFlaky'), { hookWait: 0 });
    await clock.advance(1);
    expect((await running).success).toBe(true);
    expect(seen).toEqual(['flaky 1', 'flaky 1', 'flaky 1', 'flaky 1']);
    expect(instance.givenBack).toEqual(['flaky a_5', 'flaky a_6']);
    expect(instance.slots.used).toBe(0);
  });

  it('are not waited for any longer where a hook fails', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'six'), { hookWait: 0 });
    await clock.advance(1);
    gate.fail(new Error('down'));
    await clock.advance(1);
    expect((await running).success).toBe(true);
    expect([seen.length, instance.givenBack]).toEqual([4, ['slow a_5', 'slow a_6']]);
    expect(instance.slots.used).toBe(0);
  });

  it.each([
    ['begun', 0],
    ['left', 200],
  ])('are listened for only while something waits: all is %s', async (_, wait) => {
    const clock = fakeClock();
    let listeners = 0;
    const onFree = instance.slots.onFree.bind(instance.slots);
    jest.spyOn(instance.slots, 'onFree').mockImplementation((listener) => {
      const stop = onFree(listener);
      listeners += 1;
      return () => {
        listeners -= 1;
        return stop();
      };
    });
    const running = instance.executor({ clock })(defineJob(Ops, 'six'), { hookWait: '1s' });
    await clock.advance(1);
    expect(listeners).toBe(1);
    await clock.advance(wait);
    gate.open();
    await clock.advance(wait === 0 ? 1 : '2s');
    expect((await running).success).toBe(true);
    expect(listeners).toBe(0);
  });

  it('are taken away from nobody who waits in another run', async () => {
    const execute = instance.executor();
    const runs = ['r1', 'r2'].map((runId) => execute(defineJob(Ops, 'six'), { runId }));
    await settle();
    expect(seen).toHaveLength(4);
    gate.open();
    await Promise.all(runs);
    expect(seen).toHaveLength(12);
    expect(instance.givenBack).toEqual([]);
  });

  it('are sixteen over all runs', async () => {
    const hooks = waiting(Array.from({ length: 9 }, (_, n) => `h${n}`));
    class Each {
      @Op() a(): number {
        return 1;
      }
      @Job() job(this: Wired<Each>) {
        for (const hook of hooks) this.a.withHooks(hook as never)();
      }
    }
    const execute = instance.executor();
    const runs = ['r1', 'r2'].map((runId) => execute(defineJob(Each, 'job'), { runId, hookWait: 0 }));
    await settle();
    expect(seen).toHaveLength(16);
    expect(instance.owed.filter((each) => each.includes('waits'))).toHaveLength(2);
    expect(instance.slots.places).toBe(0);
    gate.open();
    await Promise.all(runs);
    expect(seen).toHaveLength(18);
    expect(instance.slots.used).toBe(0);
  });
});

describe('hooks of a run on an instance', () => {
  it('begin the second hook of a trigger when the first has ended (S3)', async () => {
    const running = instance.executor()(defineJob(Ops, 'twoHooks'));
    await settle();
    expect(instance.owed).toEqual(['slow a running', 'second a running: waits for a place in its process']);
    expect(seen).toEqual(['slow a']);
    gate.open();
    expect((await running).success).toBe(true);
    expect(seen).toEqual(['slow a', 'second a']);
    expect(instance.slots.used).toBe(0);
  });

  it('leave all to the store where there are no places', async () => {
    instance.slots.close();
    const running = instance.executor()(defineJob(Ops, 'twoHooks'));
    await settle();
    expect([instance.owed, seen]).toEqual([['slow a pending', 'second a pending'], []]);
    instance.move('slow', 'delivered');
    // The call waits for first attempts, wherever these are made (S15).
    expect(await Promise.race([running.then(() => 'ended'), settle().then(() => 'waits')])).toBe('waits');
    instance.move('second', 'delivered');
    expect((await running).success).toBe(true);
  });

  it('leave retries to the store, with the time of the next attempt', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'flaky'));
    await clock.advance(0);
    const { success } = await running;
    await clock.advance('1m');
    expect([success, seen]).toEqual([true, ['flaky 1']]);
    const [outcome] = instance.outcomes;
    expect(outcome).toMatchObject({ state: 'pending', attempt: 1, error: { message: 'no 1' } });
    expect((outcome?.nextAt ?? 0) - (outcome?.endedAt ?? 0)).toBe(7_000);
    expect(instance.events).toContainEqual(expect.objectContaining({ type: 'hook.failed', willRetry: true }));
  });

  it('know their delivery', async () => {
    const clock = fakeClock();
    gate.open();
    const running = instance.executor({ clock })(defineJob(Ops, 'timedOut'), { runId: 'r1' });
    await clock.advance(10);
    await running;
    const trigger = instance.events.find(({ type }) => type === 'step.succeeded');
    expect(seen).toEqual([`r1/${trigger?.seq}/endless ${trigger?.at} false`]);
  });

  it('are not tried again while a call may be under way, which nobody else sees (S16)', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'timedOut'));
    await clock.advance('3s');
    await running;
    const [outcome] = instance.outcomes;
    expect(outcome).toMatchObject({ state: 'pending', error: { code: 'HOOKLINE_HOOK_TIMEOUT' } });
    expect((outcome?.nextAt ?? 0) - (outcome?.endedAt ?? 0)).toBe(2_000);
  });

  it('are dead where no attempt is left, though a call may be under way', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'onceOnly'));
    await clock.advance('3s');
    await running;
    expect(instance.outcomes).toMatchObject([{ state: 'dead', nextAt: undefined }]);
  });

  it('are tried again after their delay where the call is over', async () => {
    const clock = fakeClock();
    const running = instance.executor({ clock })(defineJob(Ops, 'brief'));
    await clock.advance(10);
    await running;
    const [outcome] = instance.outcomes;
    expect((outcome?.nextAt ?? 0) - (outcome?.endedAt ?? 0)).toBe(50);
  });

  it('are dead at once where no attempt is left', async () => {
    await instance.executor()(defineJob(Ops, 'hopeless'));
    expect(instance.outcomes).toMatchObject([{ state: 'dead', nextAt: undefined, error: { message: 'never' } }]);
    expect(instance.events).toContainEqual(expect.objectContaining({ type: 'hook.failed', willRetry: false }));
  });

  it('are not waited for longer than hookWait where others attempt them', async () => {
    const clock = fakeClock();
    let ended = false;
    instance.slots.close();
    const running = instance.executor({ clock })(defineJob(Ops, 'twoHooks'), { hookWait: '3s' });
    void running.then(() => (ended = true));
    await clock.advance('2s');
    expect(ended).toBe(false);
    await clock.advance('1s');
    expect((await running).success).toBe(true);
    expect(instance.watched.size).toBe(0);
  });

  it('go back to the store when they do not end in time after a cancel', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const running = instance.executor({ clock })(defineJob(Ops, 'hanging'), {
      signal: controller.signal,
      raiseOnError: false,
      gracePeriod: '1s',
    });
    await clock.advance(10);
    controller.abort();
    await clock.advance('10s');
    expect((await running).status).toBe('cancelled');
    expect(instance.outcomes).toMatchObject([{ state: 'pending', error: { code: 'HOOKLINE_HOOK_STOPPED' } }]);
    // One that did not begin has not failed: its claim goes back (D34).
    expect(instance.givenBack).toEqual(['second a']);
    expect(instance.events.filter(({ type }) => type === 'hook.failed')).toHaveLength(1);
    expect(instance.slots.used).toBe(0);
    expect(instance.watched.size).toBe(0);
  });
});

describe('a blocking hook on an instance (D23)', () => {
  it('holds dependents until its delivery has ended', async () => {
    await instance.executor()(defineJob(Ops, 'gated'));
    expect(seen).toEqual(['gated a', 'op b']);
    const at = (type: string, stepKey?: string) =>
      instance.events.findIndex((event) => event.type === type && (!stepKey || event.stepKey === stepKey));
    expect(at('hook.completed')).toBeLessThan(at('step.started', 'b'));
  });

  it('holds them also while it is tried again elsewhere', async () => {
    failures = 1;
    const running = instance.executor()(defineJob(Ops, 'gated'));
    await settle();
    expect(seen).toEqual(['gated a']);
    expect(instance.outcomes).toMatchObject([{ state: 'pending' }]);
    instance.move('gated', 'delivered');
    expect((await running).success).toBe(true);
    expect(seen).toEqual(['gated a', 'op b']);
  });

  it('lets them go on with a warning when it is dead', async () => {
    failures = 1;
    const running = instance.executor()(defineJob(Ops, 'gated'));
    await settle();
    instance.move('gated', 'dead', { error: new Error('for good') });
    expect((await running).success).toBe(true);
    expect(seen).toEqual(['gated a', 'op b']);
    expect(instance.events).toContainEqual(
      expect.objectContaining({
        type: 'log',
        level: 'warn',
        stepKey: 'a',
        message: "Blocking hook 'gated' failed for good; what waited for it goes on.",
      }),
    );
  });

  it('holds them also when it waits in the store behind another hook', async () => {
    instance.slots.close();
    const running = instance.executor()(defineJob(Ops, 'behind'));
    await settle();
    expect(instance.owed).toEqual(['slow a pending', 'gated a pending']);
    instance.move('slow', 'delivered');
    instance.move('gated', 'pending');
    await settle();
    expect(seen).toEqual([]);
    instance.move('gated', 'delivered');
    await running;
    expect(seen).toEqual(['op b']);
  });

  it('holds them also while it waits for its place behind another hook', async () => {
    const running = instance.executor()(defineJob(Ops, 'behind'));
    await settle();
    expect(seen).toEqual(['slow a']);
    gate.open();
    await running;
    expect(seen).toEqual(['slow a', 'gated a', 'op b']);
  });

  it('holds nothing any more when the run is cancelled', async () => {
    const clock = fakeClock();
    failures = 1;
    const controller = new AbortController();
    const running = instance.executor({ clock })(defineJob(Ops, 'gated'), {
      signal: controller.signal,
      raiseOnError: false,
    });
    await clock.advance(10);
    controller.abort();
    await clock.advance('30s');
    const { status, steps } = await running;
    expect([status, steps['a']?.status, steps['b']?.status]).toEqual(['cancelled', 'success', 'cancelled']);
    expect(seen).toEqual(['gated a']);
  });
});
