import { defineJob, type HookContext, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import { gate, World } from './world';

const called: string[] = [];
let pass = gate();
let isCalled = gate();
let onAbort: () => void = () => undefined;

class Hooks {
  @SuccessHook() static async slow({ signal }: HookContext) {
    called.push('slow');
    isCalled.open();
    signal.addEventListener('abort', () => onAbort());
    await pass.passed;
  }
  @SuccessHook() static quick() {
    called.push('quick');
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.slow] }) slow(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.quick] }) quick(this: Wired<Ops>) {
    this.one();
  }
}

const slow = defineJob(Ops, 'slow');
const quick = defineJob(Ops, 'quick');

beforeEach(() => {
  called.length = 0;
  pass = gate();
  isCalled = gate();
  onAbort = () => undefined;
});

async function withSlow(world: World, runs = 1) {
  for (let run = 0; run < runs; run += 1) await world.leave(slow);
  const process = world.process('one');
  await process.know(slow, quick);
  process.dispatcher.start();
  await world.clock.advance('1s');
  return process;
}

describe('a dispatcher that is stopped', () => {
  it('claims nothing more', async () => {
    const world = new World();
    const process = await withSlow(world, 0);
    await process.dispatcher.stop();
    await world.leave(quick);
    await world.clock.advance('1m');
    process.dispatcher.stir();
    await world.clock.advance('1m');
    expect(called).toEqual([]);
  });

  it('lets hooks under way end, and keeps their outcome', async () => {
    const world = new World();
    const process = await withSlow(world);
    const stopping = process.dispatcher.stop();
    await world.clock.advance('2s');
    pass.open();
    await world.passing(stopping);
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('gives a claim back whose hook settles when it is told to end; that is no attempt', async () => {
    const world = new World();
    const process = await withSlow(world);
    onAbort = () => pass.fail(new Error('aborted'));
    await world.passing(process.dispatcher.stop());
    expect(await world.deliveries()).toMatchObject([{ state: 'pending', attempts: 0, losses: 0, owner: undefined }]);
    expect(process.lines).toEqual([]);
    const [row] = await world.deliveries();
    expect(await world.store.attemptsOf(row?.id ?? '')).toEqual([]);
  });

  it('counts a hook that returns at the last moment as delivered', async () => {
    const world = new World();
    const process = await withSlow(world);
    onAbort = () => pass.open();
    await world.passing(process.dispatcher.stop());
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered' }]);
  });

  it('keeps the claim of a hook that does not settle: another process must not call it beside this one', async () => {
    const world = new World();
    const process = await withSlow(world);
    const before = world.clock.now();
    await world.passing(process.dispatcher.stop());
    expect(world.clock.now() - before).toBeLessThan(7_000);
    expect(await world.deliveries()).toMatchObject([{ state: 'running', owner: 'one', claim: 1 }]);
    pass.open();
  });

  it('gives claims back that never began', async () => {
    const world = new World();
    for (let run = 0; run < 3; run += 1) await world.leave(slow);
    const process = world.process('one');
    await process.know(slow);
    // Claimed, but the places are gone by then.
    const claim = world.store.claim.bind(world.store);
    world.store.claim = async (request) => {
      const rows = await claim(request);
      if (rows.length > 0) process.slots.close();
      return rows;
    };
    process.dispatcher.start();
    await world.clock.advance('10ms');
    expect((await world.deliveries()).map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    await world.passing(process.dispatcher.stop());
    expect([called, await world.states()]).toEqual([[], ['slow: pending', 'slow: pending', 'slow: pending']]);
  });

  it('ends also where the store does not answer any more', async () => {
    const world = new World();
    const process = await withSlow(world);
    world.store.commit = () => Promise.reject(new Error('gone'));
    pass.open();
    const before = world.clock.now();
    await world.passing(process.dispatcher.stop());
    expect(world.clock.now() - before).toBeLessThan(20_000);
  });
});

describe('draining', () => {
  it('delivers what is due and says what became of it', async () => {
    const world = new World();
    for (let run = 0; run < 40; run += 1) await world.leave(quick);
    const process = world.process('one');
    await process.know(quick);
    expect(await world.drain(process)).toEqual({ delivered: 40, retrying: 0, dead: 0, unroutable: 0 });
    await world.leave(quick);
    await world.clock.advance('1m');
    expect(called).toHaveLength(40); // it was not started
    expect(await world.drain(process)).toMatchObject({ delivered: 1 });
    await world.end();
  });

  it('waits for hooks under way, and for what becomes due in time', async () => {
    const world = new World();
    await world.leave(slow);
    const process = world.process('one');
    await process.know(slow);
    let over = false;
    const draining = world.drain(process, world.clock.now() + 60_000).then((counts) => {
      over = true;
      return counts;
    });
    await isCalled.passed;
    expect(over).toBe(false);
    pass.fail(new Error('not yet'));
    pass = gate();
    pass.open();
    expect(await draining).toMatchObject({ delivered: 1, retrying: 1 });
    await world.end();
  });

  it('rejects where the store fails for long', async () => {
    const world = new World();
    const process = world.process('one');
    await process.know(quick);
    world.store.claim = () => Promise.reject(new Error('gone'));
    await expect(world.drain(process)).rejects.toThrow('gone');
    await world.end();
  });
});
