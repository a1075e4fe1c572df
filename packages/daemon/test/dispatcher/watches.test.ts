import { defineJob, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import { gate, World } from './world';

const called: string[] = [];
let pass = gate();
let isCalled = gate();
let fails = 0;

class Hooks {
  @SuccessHook() static first() {
    called.push('first');
  }
  @SuccessHook() static async second() {
    called.push('second');
    isCalled.open();
    await pass.passed;
  }
  @SuccessHook({ blocking: true }) static blocking() {
    called.push('blocking');
    fails -= 1;
    if (fails >= 0) throw new Error('not yet');
  }
}

class Ops {
  @Op() one(): number {
    called.push('one');
    return 1;
  }
  @Op() two(n: number): number {
    called.push('two');
    return n;
  }
  @Job({ hooks: [Hooks.first, Hooks.second] }) both(this: Wired<Ops>) {
    this.one();
  }
  @Job() held(this: Wired<Ops>) {
    this.two(this.one.withHooks(Hooks.blocking)());
  }
}

const both = defineJob(Ops, 'both');
const held = defineJob(Ops, 'held');

beforeEach(() => {
  called.length = 0;
  pass = gate();
  isCalled = gate();
  fails = 0;
});

describe('a run whose hooks others attempt', () => {
  it('waits for the first attempt of each in its own process', async () => {
    const world = new World();
    const process = world.process('one');
    process.dispatcher.start();
    let over = false;
    const running = process.execute(both, { hookWait: '1m' }).then(() => {
      over = true;
    });
    await isCalled.passed;
    expect([called, over]).toEqual([['one', 'first', 'second'], false]);
    pass.open();
    await running;
    await world.end();
  });

  it('waits for the first attempt of each in another process', async () => {
    const world = new World();
    const other = world.process('other');
    await other.know(both);
    other.dispatcher.start();
    pass.open();
    const process = world.process('one', { fastPath: false });
    const before = world.clock.now();
    await process.execute(both, { hookWait: '1m' });
    expect(called).toEqual(['one', 'first', 'second']);
    expect(world.clock.now() - before).toBeLessThan(10_000);
    await world.end();
  });

  it('does not wait longer than hookWait', async () => {
    const world = new World();
    const process = world.process('one', { fastPath: false });
    const before = world.clock.now();
    await process.execute(both, { hookWait: '2s' });
    expect([called, world.clock.now() - before < 3_000]).toEqual([['one'], true]);
    pass.open();
    await world.end();
  });

  it('goes on behind a blocking hook when that is delivered after retries, wherever that is', async () => {
    const world = new World();
    fails = 2;
    const process = world.process('one');
    process.dispatcher.start();
    await process.execute(held);
    expect(called).toEqual(['one', 'blocking', 'blocking', 'blocking', 'two']);
    await world.end();
  });

  it('goes on behind a blocking hook that another process gives up, with a warning', async () => {
    const world = new World();
    fails = 9;
    const other = world.process('other');
    await other.know(held);
    other.dispatcher.start();
    const process = world.process('one', { fastPath: false });
    const result = await process.execute(held);
    expect(called).toEqual(['one', 'blocking', 'blocking', 'blocking', 'two']);
    expect(result.events).toContainEqual(expect.objectContaining({ type: 'log', level: 'warn' }));
    await world.end();
  });
});
