import { join } from 'node:path';
import {
  defineJob,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  Job,
  Op,
  RetryRequested,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import type { Store } from '@hookline/core/spi';
import { openStore } from '@hookline/storage';
import { temporaryFolder } from '../instance/open-test-instance';
import { World } from './world';

const folder = temporaryFolder();
const called: string[] = [];

class Hooks {
  @SuccessHook() static first({ runId, opOutputValues }: HookContext) {
    called.push(`first ${runId} ${(opOutputValues['result'] as string).length}`);
  }
  @SuccessHook() static async second({ runId }: HookContext) {
    await new Promise((resolve) => setImmediate(resolve));
    called.push(`second ${runId}`);
  }
  @FailureHook() static failed({ opException }: FailureHookContext) {
    called.push(`${opException.constructor.name} ${opException.message}`);
    if (called.length < 3) throw new RetryRequested({ maxRetries: 5, delay: 10 });
  }
}

class Ops {
  @Op() large(): string {
    return 'x'.repeat(100_000);
  }
  @Op() fail(_: string): void {
    throw new TypeError('no');
  }
  @Job({ hooks: [Hooks.first, Hooks.second] }) good(this: Wired<Ops>) {
    this.large();
  }
  @Job({ hooks: [Hooks.failed] }) bad(this: Wired<Ops>) {
    this.fail(this.large());
  }
}

const good = defineJob(Ops, 'good');
const bad = defineJob(Ops, 'bad');

beforeEach(() => {
  called.length = 0;
});

async function withFile(name: string, test: (store: Store, other: Store) => Promise<void>): Promise<void> {
  const url = `sqlite:${join(folder, name)}`;
  const store = await openStore(url);
  const other = await openStore(url);
  try {
    await test(store, other);
  } finally {
    await other.close();
    await store.close();
  }
}

describe('dispatchers on a SQLite file', () => {
  it('share what is due, each delivery once, the hooks of a trigger in order', async () => {
    await withFile('shared.db', async (store, otherStore) => {
      const world = new World(store);
      for (let run = 0; run < 12; run += 1) await world.leave(good, { runId: `r${run}` });
      const one = world.process('one');
      const two = world.process('two', { store: otherStore });
      await one.know(good);
      await two.know(good);
      const counts = await world.passing(Promise.all([one.dispatcher.drain(), two.dispatcher.drain()]));
      expect(counts.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(24);
      expect(new Set(called).size).toBe(24);
      for (let run = 0; run < 12; run += 1) {
        const ofRun = called.filter((line) => line.split(' ')[1] === `r${run}`);
        expect(ofRun).toEqual([`first r${run} 100000`, `second r${run}`]);
      }
      await world.end();
    });
  });

  it('retry what failed, with the restored error', async () => {
    await withFile('retried.db', async (store) => {
      const world = new World(store);
      await world.leave(bad);
      const process = world.process('one');
      await process.know(bad);
      process.dispatcher.start();
      await process.dispatcher.drain({ until: Date.now() + 20_000 });
      expect(called).toEqual(Array(3).fill('RestoredError no'));
      const [row] = await world.deliveries();
      expect(row).toMatchObject({ state: 'delivered', attempts: 3 });
      expect(await store.attemptsOf(row?.id ?? '')).toHaveLength(3);
      await world.end();
    });
  });

  it('take over what a process left at its end', async () => {
    await withFile('left.db', async (store, otherStore) => {
      const world = new World(store);
      const first = world.process('first');
      first.dispatcher.start();
      await first.execute(good, { runId: 'r' });
      await world.passing(first.dispatcher.stop());
      const second = world.process('second', { store: otherStore });
      await second.know(good);
      await world.drain(second);
      expect(called).toEqual(['first r 100000', 'second r']);
      await world.end();
    });
  });
});
