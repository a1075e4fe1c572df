import {
  defineJob,
  defineResource,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  type IoManager,
  Job,
  Op,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { UnstoredValue } from '@hookline/engine';
import { World } from './world';

const seen: (readonly [string, unknown])[] = [];
const held = new Map<string, unknown>();
let isDown = false;
let isStuck = false;

const disk: IoManager = {
  storeOutput: ({ stepKey }, value) => void held.set(stepKey, value),
  loadInput: ({ stepKey }) => {
    if (isDown) throw new Error('the disk is away');
    if (isStuck) return new Promise(() => undefined);
    return held.get(stepKey);
  },
};

class Hooks {
  @FailureHook() static alert({ opInputValues }: FailureHookContext) {
    seen.push(['alert', opInputValues[0]]);
  }
  @SuccessHook() static store({ opInputValues }: HookContext) {
    seen.push(['store', opInputValues[0]]);
  }
}

class Ops {
  @Op({ ioManagerKey: 'disk' }) make(): number {
    return 7;
  }
  @Op() fail(_: number): number {
    isDown = true;
    throw new Error('no');
  }
  @Op() use(n: number): number {
    return n;
  }
  @Op() large(): string {
    return 'x'.repeat(100_000);
  }
  @Op() failWith(_: string): number {
    throw new Error('no');
  }
  @Job({ resources: { disk: defineResource({ create: () => disk }) } }) failing(this: Wired<Ops>) {
    this.fail.withHooks(Hooks.alert)(this.make());
  }
  @Job({ resources: { disk: defineResource({ create: () => disk }) } }) using(this: Wired<Ops>) {
    this.use.withHooks(Hooks.store)(this.make());
  }
  @Job() failingWith(this: Wired<Ops>) {
    this.failWith.withHooks(Hooks.alert)(this.large());
  }
}

const failing = defineJob(Ops, 'failing');
const using = defineJob(Ops, 'using');
const failingWith = defineJob(Ops, 'failingWith');

beforeEach(() => {
  seen.length = 0;
  held.clear();
  isDown = false;
  isStuck = false;
});

const UNREAD = { reason: 'it cannot be read: the disk is away' };

describe('a hook of a step whose inputs cannot be read', () => {
  it('is called all the same where it tells of a failure', async () => {
    const world = new World();
    await world.leave(failing);
    const process = world.process('one');
    await process.know(failing);
    process.dispatcher.start();
    await world.clock.advance('500ms');
    expect(seen).toEqual([['alert', expect.any(UnstoredValue)]]);
    expect(seen[0]?.[1]).toMatchObject(UNREAD);
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    await world.end();
  });

  it('is called so by the run itself, too', async () => {
    const world = new World();
    await world.process('one').execute(failing);
    expect(seen[0]?.[1]).toMatchObject(UNREAD);
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    await world.end();
  });

  it('is told what is missing of the values that lie beside the database', async () => {
    const world = new World();
    await world.leave(failingWith);
    world.store.getBlob = () => Promise.resolve(undefined);
    const process = world.process('one');
    await process.know(failingWith);
    process.dispatcher.start();
    await world.clock.advance('500ms');
    expect(seen).toEqual([['alert', expect.any(UnstoredValue)]]);
    await world.end();
  });

  it('does not wait longer than its timeout for a value that never arrives', async () => {
    const world = new World();
    await world.leave(failing);
    isDown = false;
    isStuck = true;
    const process = world.process('one');
    await process.know(failing);
    process.dispatcher.start();
    await world.clock.advance('59s');
    expect(seen).toEqual([]);
    await world.clock.advance('2s');
    expect(seen[0]?.[1]).toMatchObject({ reason: 'it cannot be read: it did not arrive within 60,000 ms' });
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    await world.end();
  });

  it('is tried again where it tells of a success and a value never arrives', async () => {
    const world = new World();
    await world.leave(using);
    isStuck = true;
    const process = world.process('one');
    await process.know(using);
    process.dispatcher.start();
    await world.clock.advance('60500ms');
    expect(await world.deliveries()).toMatchObject([
      { state: 'pending', attempts: 1, error: expect.stringContaining('did not arrive within 60,000 ms') as string },
    ]);
    isStuck = false;
    await world.clock.advance('10s');
    expect(seen).toEqual([['store', 7]]);
    await world.end();
  });

  it('waits for them where it tells of a success', async () => {
    const world = new World();
    await world.leave(using);
    isDown = true;
    const process = world.process('one');
    await process.know(using);
    process.dispatcher.start();
    await world.clock.advance('500ms');
    expect([seen, await world.states()]).toEqual([[], ['store: pending']]);
    isDown = false;
    await world.clock.advance('10s');
    expect(seen).toEqual([['store', 7]]);
    await world.end();
  });
});
