import { defineJob, Failure, type HookContext, Job, Op, retryPolicy, SuccessHook, type Wired } from '@hookline/core';
import { gate, World } from './world';

const called: number[] = [];
let fail: () => void = () => undefined;
let pass = gate();

class Hooks {
  @SuccessHook() static flaky(context: HookContext) {
    called.push((context as unknown as { deliveryAttempt: number }).deliveryAttempt);
    fail();
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 500 }) }) static twice() {
    called.push(1);
    throw new Error('down');
  }
  @SuccessHook({ timeout: 1_000 }) static async late() {
    called.push(1);
    await pass.passed;
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.flaky] }) flaky(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.twice] }) twice(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.late] }) late(this: Wired<Ops>) {
    this.one();
  }
}

const flaky = defineJob(Ops, 'flaky');
const twice = defineJob(Ops, 'twice');
const late = defineJob(Ops, 'late');

beforeEach(() => {
  called.length = 0;
  pass = gate();
  fail = () => {
    throw new Error('down');
  };
});

async function worldWith(job: typeof flaky) {
  const world = new World();
  await world.leave(job);
  const process = world.process('one');
  await process.know(job);
  process.dispatcher.start();
  return { world, process };
}

describe('a delivery that fails', () => {
  it('is attempted twelve times over about a day, then it is dead', async () => {
    const { world, process } = await worldWith(flaky);
    await world.clock.advance('900ms');
    expect(called).toEqual([1]);
    await world.clock.advance('13s');
    expect(called).toEqual([1, 2, 3]);
    await world.clock.advance('30h');
    expect(called).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    const [row] = await world.deliveries();
    expect(row).toMatchObject({ state: 'dead', attempts: 12, reason: 'its attempts are used up' });
    expect(JSON.parse(row?.error ?? '')).toMatchObject({ message: 'down' });
    expect(process.lines.map(([level]) => level)).toEqual([...Array<string>(11).fill('warn'), 'error']);
    await world.end();
  }, 120_000);

  it('goes by the policy of the hook where it has one', async () => {
    const { world } = await worldWith(twice);
    await world.clock.advance('10s');
    expect(called).toHaveLength(2);
    expect(await world.states()).toEqual(['twice: dead']);
    await world.end();
  });

  it('is dead at once where the hook says that no retry helps', async () => {
    fail = () => {
      throw new Failure({ description: 'wrong channel', allowRetries: false });
    };
    const { world } = await worldWith(flaky);
    await world.clock.advance('10s');
    expect([called, await world.states()]).toEqual([[1], ['flaky: dead']]);
    await world.end();
  });

  it('is delivered by a later attempt', async () => {
    const { world } = await worldWith(flaky);
    await world.clock.advance('500ms');
    fail = () => undefined;
    await world.clock.advance('3s');
    expect([called, await world.states()]).toEqual([[1, 2], ['flaky: delivered']]);
    expect(await world.store.attemptsOf((await world.deliveries())[0]?.id ?? '')).toMatchObject([
      { n: 1, result: 'failed', processId: 'one' },
      { n: 2, result: 'delivered', processId: 'one' },
    ]);
    await world.end();
  });
});

describe('a drain', () => {
  it('attempts what became due while it asked for what is due', async () => {
    const world = new World();
    await world.leave(twice);
    const slow = new Proxy(world.store, {
      get: (target, key) => {
        const value = Reflect.get(target, key) as (...args: unknown[]) => unknown;
        if (key !== 'nextDue') return value.bind(target);
        return async (...asked: unknown[]) => {
          const due = world.clock.now() + 600;
          while (called.length === 1 && world.clock.now() < due) await new Promise(setImmediate);
          return value.apply(target, asked);
        };
      },
    });
    const process = world.process('one', { store: slow });
    await process.know(twice);
    const counts = await world.drain(process, world.clock.now() + 10_000);
    expect(counts).toEqual({ delivered: 0, retrying: 1, dead: 1, unroutable: 0 });
    await world.end();
  });
});

describe('a delivery whose hook does not return in time', () => {
  it('is tried again, at the earliest one more timeout later', async () => {
    const { world } = await worldWith(late);
    await world.clock.advance('1500ms');
    expect(await world.deliveries()).toMatchObject([{ state: 'pending', attempts: 1 }]);
    await world.clock.advance('300ms');
    expect(called).toHaveLength(1);
    await world.clock.advance('500ms');
    expect(called).toHaveLength(2);
    pass.open();
    await world.end();
  });

  it('is delivered by an older claim that returns late, as long as it has not ended', async () => {
    const { world } = await worldWith(late);
    await world.clock.advance('1500ms');
    pass.open();
    await world.clock.advance('100ms');
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', claim: 1 }]);
    await world.clock.advance('1m');
    expect(called).toHaveLength(1);
    await world.end();
  });

  it('stays as it is where an older claim fails late', async () => {
    const { world } = await worldWith(late);
    await world.clock.advance('1500ms');
    pass.fail(new Error('too late'));
    await world.clock.advance('100ms');
    const [row] = await world.deliveries();
    expect(row).toMatchObject({ state: 'pending', attempts: 1 });
    expect(row?.error).toContain('HOOKLINE_HOOK_TIMEOUT');
    await world.end();
  });
});

describe('an outcome', () => {
  it('is offered again unchanged until the store takes it, and told only then', async () => {
    const world = new World();
    await world.leave(flaky);
    const offered: unknown[] = [];
    const { store } = world;
    const failing = new Proxy(store, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (key === 'commit' && offered.length < 3) {
          return (commit: unknown) => {
            offered.push(commit);
            throw new Error('disk full');
          };
        }
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const process = world.process('one', { store: failing });
    await process.know(flaky);
    process.dispatcher.start();
    await world.clock.advance('100ms');
    expect([offered.length > 0, process.lines]).toEqual([true, []]);
    await world.clock.advance('400ms');
    expect(new Set(offered).size).toBe(1);
    expect(process.lines).toEqual([['warn', "Hook 'flaky' failed: down (will be tried again)"]]);
    expect(await world.deliveries()).toMatchObject([{ state: 'pending', attempts: 1 }]);
    expect(process.said).toEqual([expect.stringContaining('disk full')]);
    await world.end();
  });
});
