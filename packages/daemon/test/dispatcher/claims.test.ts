import { defineJob, type HookContext, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import type { DeliveryOutcome } from '@hookline/core/spi';
import { gate, hookOf, type TestProcess, World } from './world';

const called: string[] = [];
let running = 0;
let most = 0;
let pass = gate();

/** A hook that runs until the test lets it go. */
async function wait(name: string): Promise<void> {
  called.push(name);
  running += 1;
  most = Math.max(most, running);
  await pass.passed;
  running -= 1;
}

class Hooks {
  @SuccessHook() static first() {
    called.push('first');
  }
  @SuccessHook() static second() {
    called.push('second');
  }
  @SuccessHook() static third() {
    called.push('third');
  }
  @SuccessHook() static async slow({ stepKey }: HookContext) {
    await wait(stepKey);
  }
  @SuccessHook() static async slowToo({ stepKey }: HookContext) {
    await wait(`too ${stepKey}`);
  }
  @SuccessHook() static failing() {
    called.push('failing');
    throw new Error('down');
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Op() two(): number {
    return 2;
  }
  @Job({ hooks: [Hooks.first, Hooks.second, Hooks.third] }) ordered(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.slow] }) slow(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.slowToo] }) slowToo(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.failing] }) failing(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.first] }) quick(this: Wired<Ops>) {
    this.one();
  }
}

const ordered = defineJob(Ops, 'ordered');
const slow = defineJob(Ops, 'slow');
const failing = defineJob(Ops, 'failing');
const quick = defineJob(Ops, 'quick');

beforeEach(() => {
  called.length = 0;
  running = 0;
  most = 0;
  pass = gate();
});

/** The claim of a delivery is lost: its process died. */
async function lose(world: World, owner: string): Promise<void> {
  const at = world.clock.now();
  const rows = await world.store.runningOf([owner]);
  const loss = { result: 'lost', state: 'pending', error: undefined, reason: undefined, duration: 0 } as const;
  const outcomes = rows.map(
    ({ id: deliveryId, claim }): DeliveryOutcome => ({
      ...{ ...loss, deliveryId, claim, nextAt: at, processId: owner, hookVersion: undefined },
      ...{ startedAt: at, endedAt: at, deadLetters: [] },
    }),
  );
  await world.store.commit({ processId: owner, runs: [], outcomes, hookLog: [] });
}

async function started(world: World, id: string): Promise<TestProcess> {
  const process = world.process(id);
  await process.know(slow, quick, ordered, failing);
  process.dispatcher.start();
  return process;
}

describe('a dispatcher', () => {
  it('makes the first attempts of one trigger one after another, across its claims', async () => {
    const world = new World();
    for (let run = 0; run < 5; run += 1) await world.leave(ordered);
    const one = world.process('one');
    const two = world.process('two');
    await one.know(ordered);
    await two.know(ordered);
    await world.passing(Promise.all([one.dispatcher.drain(), two.dispatcher.drain()]));
    const order = await world.deliveries();
    expect(called).toHaveLength(15);
    for (const { runId } of order) {
      const ended = order.filter((row) => row.runId === runId).map(({ endedAt = 0 }) => endedAt);
      expect(ended).toEqual([...ended].sort((a, b) => a - b));
    }
    expect(new Set(await world.states())).toEqual(
      new Set(['first: delivered', 'second: delivered', 'third: delivered']),
    );
    await world.end();
  });

  it('goes on with the next hook of a trigger as soon as the outcome of the one before is stored', async () => {
    const world = new World();
    const process = await started(world, 'one');
    await process.execute(ordered, { hookWait: '1m' });
    expect(called).toEqual(['first', 'second', 'third']);
    await world.end();
  });

  it('calls one hook at most 4 times at once', async () => {
    const world = new World();
    for (let run = 0; run < 10; run += 1) await world.leave(slow);
    const process = await started(world, 'one');
    await world.clock.advance('10s');
    expect([called.length, most]).toEqual([4, 4]);
    pass.open();
    await world.clock.advance('1s');
    expect([called.length, most]).toEqual([10, 4]);
    expect(process.slots.used).toBe(0);
    await world.end();
  });

  it('calls at most 16 hooks at once, those of runs in its process included', async () => {
    const world = new World();
    const jobs = Array.from({ length: 6 }, (_, at) => {
      class Each {
        @SuccessHook({ name: `hook${at}` }) static async hook() {
          await wait(`hook${at}`);
        }
        @Op() op(): void {
          // what its hook does counts
        }
        @Job({ name: `job${at}`, hooks: [Each.hook] }) job(this: Wired<Each>) {
          this.op();
        }
      }
      return defineJob(Each, 'job');
    });
    for (const job of jobs) for (let run = 0; run < 4; run += 1) await world.leave(job);
    const process = world.process('one');
    await process.know(...jobs);
    process.slots.take(hookOf(slow, 'slow'));
    process.dispatcher.start();
    await world.clock.advance('1s');
    expect(most).toBe(15);
    expect(new Set(called).size).toBe(6); // hooks in turns
    pass.open();
    await world.clock.advance('1s');
    expect(called).toHaveLength(24);
    await world.end();
  });

  it('has one that killed its process run alone', async () => {
    const world = new World();
    await world.leave(slow, { runId: 'killer' });
    const [{ hookId } = { hookId: 0 }] = await world.deliveries();
    const now = world.clock.now();
    const claim = { rooms: [{ hookId, room: 1 }], limit: 1, now, quarantined: false };
    await world.store.claim({ ...claim, processId: 'victim' });
    await lose(world, 'victim');
    await world.leave(slow, { runId: 'harmless' });
    await started(world, 'one');
    await world.clock.advance('1s');
    expect(called).toEqual(['one']); // the harmless one
    // The process is emptied for it: nothing is begun any more.
    await world.leave(quick, { runId: 'late' });
    await world.clock.advance('7s');
    expect(called).toEqual(['one']);
    pass.open();
    pass = gate();
    await world.clock.advance('1s');
    expect(called).toEqual(['one', 'one']); // the killer
    await world.clock.advance('20s');
    expect(called).toHaveLength(2); // and nothing beside it
    pass.open();
    await world.clock.advance('1s');
    expect(called).toEqual(['one', 'one', 'first']);
    await world.end();
  });

  it('tells a hook that it may be called for the second time after a loss', async () => {
    const world = new World();
    await world.leave(quick);
    const [{ hookId } = { hookId: 0 }] = await world.deliveries();
    const claim = { rooms: [{ hookId, room: 1 }], limit: 1, now: world.clock.now(), quarantined: false };
    await world.store.claim({ ...claim, processId: 'victim' });
    await lose(world, 'victim');
    const process = await started(world, 'one');
    await world.drain(process);
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1, losses: 1, claim: 2 }]);
    await world.end();
  });

  it('makes one probe per interval where the breaker of a hook is open, and spares the attempts of the rest', async () => {
    const world = new World();
    for (let run = 0; run < 8; run += 1) await world.leave(failing);
    await started(world, 'one');
    await world.clock.advance('1s');
    expect(called.length).toBeGreaterThanOrEqual(5);
    const before = called.length;
    await world.clock.advance('55s');
    expect(called).toHaveLength(before);
    await world.clock.advance('10s');
    expect(called).toHaveLength(before + 1);
    await world.end();
  });

  it('finds what is due without being told, in five seconds at most', async () => {
    const world = new World();
    await started(world, 'one');
    await world.clock.advance('1m');
    await world.leave(quick);
    await world.clock.advance('5s');
    expect(called).toEqual(['first']);
    await world.end();
  });

  it('asks a failing store again, and says so once', async () => {
    const world = new World();
    let failures = 0;
    const { store } = world;
    const broken = new Proxy(store, {
      get: (target, key) => {
        if (key === 'claim' && failures < 5) {
          return () => {
            failures += 1;
            return Promise.reject(new Error('no connection'));
          };
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    await world.leave(quick);
    const process = world.process('one', { store: broken });
    await process.know(quick);
    process.dispatcher.start();
    await world.clock.advance('30s');
    expect([failures, called]).toEqual([5, ['first']]);
    expect(process.said).toEqual([expect.stringContaining('no connection')]);
    await world.end();
  });
});
