import {
  defineJob,
  defineResource,
  FencedError,
  type HookContext,
  Job,
  Op,
  type OpContext,
  RunSuccessHook,
  StartHook,
  StoreUnavailableError,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { settle, TestInstance } from './test-instance';

const seen: string[] = [];
let instance: TestInstance;

beforeEach(() => {
  seen.length = 0;
  instance = new TestInstance();
});

class Hooks {
  @StartHook() static started({ stepKey }: HookContext) {
    seen.push(`start hook ${stepKey}`);
  }
  @SuccessHook() static told({ stepKey, log }: HookContext) {
    seen.push(`hook ${stepKey}`);
    log.info('from the hook');
  }
  @RunSuccessHook() static ended() {
    seen.push('run hook');
  }
}

const closing = defineResource({
  create: () => ({ open: true }),
  dispose: () => void seen.push('closed'),
});

class Ops {
  @Op({ requiredResourceKeys: ['db'] }) first({ log }: OpContext): number {
    seen.push('op first');
    log.info('from the op');
    return 1;
  }
  @Op() second(n: number): number {
    seen.push('op second');
    return n + 1;
  }
  @Job({ hooks: [Hooks.told, Hooks.ended], resources: { db: closing } }) chain(this: Wired<Ops>) {
    this.second(this.first());
  }
  @Op() quick(): number {
    return 1;
  }
  @Op() after(_: number, { jobName }: OpContext): string {
    seen.push(`op after of ${jobName}`);
    return jobName;
  }
  @Job({ hooks: [Hooks.started] }) short(this: Wired<Ops>) {
    this.after(this.quick());
  }
}

const chain = defineJob(Ops, 'chain');
const short = defineJob(Ops, 'short');

describe('a run on an instance (D1)', () => {
  it('tells nothing and calls nothing before the commit that contains it', async () => {
    instance.hold();
    const line = (message: string) => seen.push(`log ${message}`);
    const execute = instance.executor({ consoleLogger: () => ({ debug: line, info: line, warn: line, error: line }) });
    const onEvent = ({ type, stepKey }: { type: string; stepKey?: string | undefined }) => {
      if (type === 'step.succeeded' || type === 'run.succeeded') seen.push(`${type} ${stepKey ?? ''}`.trim());
    };
    const running = execute(chain, { onEvent }).then(({ status }) => seen.push(status));
    const steps: string[][] = [];
    for (let commit = 0; commit < 20 && seen.at(-1) !== 'success'; commit += 1) {
      await settle();
      steps.push(seen.splice(0));
      await instance.commitHeld();
    }
    await running;
    expect(steps.filter((each) => each.length > 0)).toEqual([
      ['op first'],
      ['log from the op', 'step.succeeded first', 'hook first', 'op second'],
      ['log from the hook', 'step.succeeded second', 'run.succeeded', 'hook second', 'run hook'],
      ['log from the hook', 'closed'],
    ]);
    expect(seen).toEqual(['success']);
  });

  it('tells how an attempt ended in a commit after that of its trigger, with the event of it', async () => {
    await instance.executor()(short, { runId: 'r1' });
    const told = instance.batches.findIndex((batch) => batch.some(({ outcomes }) => outcomes.length > 0));
    const owed = instance.batches.findIndex((batch) => batch.some(({ deliveries }) => deliveries.length > 0));
    expect(owed).toBeLessThan(told);
    expect(instance.outcomes).toMatchObject([
      { delivery: { deliveryId: 'r1/3/started', stepKey: 'quick' }, attempt: 1, state: 'delivered', error: undefined },
      { delivery: { stepKey: 'after' }, attempt: 1, state: 'delivered', nextAt: undefined },
    ]);
    expect(instance.events.filter(({ type }) => type === 'hook.completed')).toHaveLength(2);
  });

  it('is abandoned where another process holds it by now, and the others of the turn go on (D8)', async () => {
    const execute = instance.executor();
    instance.hold();
    const runs = ['r1', 'r2', 'r3'].map((runId) => execute(short, { runId }));
    const outcomes = runs.map((run) => run.then(({ status }) => status).catch((error: unknown) => error));
    await settle();
    instance.fenced.add('r2');
    for (let commit = 0; commit < 10; commit += 1) await instance.commitHeld();
    const [r1, r2, r3] = await Promise.all(outcomes);
    expect([r1, r3]).toEqual(['success', 'success']);
    expect(r2).toBeInstanceOf(FencedError);
    expect(r2).toMatchObject({ code: 'HOOKLINE_FENCED' });
    expect(instance.batches[0]?.map(({ runId }) => runId)).toEqual(['r1', 'r2', 'r3']);
    expect(
      instance.batches
        .slice(2)
        .flat()
        .some(({ runId }) => runId === 'r2'),
    ).toBe(false);
    expect(seen.filter((each) => each === 'op after of short')).toHaveLength(2);
    expect(instance.slots.used).toBe(0);
  });

  it('gives its places for hooks back when it is fenced before they were called', async () => {
    const execute = instance.executor();
    instance.hold();
    const outcome = execute(chain, { runId: 'r1' }).catch((error: unknown) => error);
    await settle();
    await instance.commitHeld();
    instance.fenced.add('r1');
    for (let commit = 0; commit < 4; commit += 1) await instance.commitHeld();
    expect(await outcome).toBeInstanceOf(FencedError);
    expect(seen).toEqual(['op first', 'closed']);
    expect(instance.slots.used).toBe(0);
  });

  it('ends with StoreUnavailableError when the store was gone for storeGrace, and its process hears of it (D3)', async () => {
    const clock = fakeClock();
    let offers = 0;
    const sink = {
      commit: () => {
        offers += 1;
        return offers < 3 ? undefined : Promise.reject(new Error('gone'));
      },
    };
    const execute = instance.executor({ sink, clock, storeGrace: 5_000 });
    const outcomes = ['r1', 'r2'].map((runId) => execute(chain, { runId }).catch((error: unknown) => error));
    await clock.advance('4s');
    expect([instance.givenUpTimes, seen.includes('closed')]).toEqual([0, false]);
    await clock.advance('2s');
    const errors = await Promise.all(outcomes);
    expect(errors.map((error) => error instanceof StoreUnavailableError)).toEqual([true, true]);
    expect(instance.givenUpTimes).toBe(1);
    expect(instance.slots.used).toBe(0);
    expect(seen.filter((each) => each === 'closed')).toHaveLength(2);
    expect(seen.some((each) => each.startsWith('hook'))).toBe(false);
  });
});
