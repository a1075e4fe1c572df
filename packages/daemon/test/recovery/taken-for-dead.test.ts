import { defineJob, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import { createWorld, ttl } from './world';

class Hooks {
  @SuccessHook() static hang(): Promise<void> {
    return new Promise(() => undefined);
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.hang] }) told(this: Wired<Ops>) {
    this.one();
  }
}

const told = defineJob(Ops, 'told');

describe('a process that was taken for dead', () => {
  it('gives up the hooks that it stored under its former name', async () => {
    const world = await createWorld();
    const sleeper = await world.start({ id: 'p3', jobs: [told] });
    // Others buried it while it stood still; it has not noticed yet, and begins a run.
    await world.store.endProcess('p3', world.clock.now());
    void sleeper.execute(told, { runId: 'run1', hookWait: 1 }).catch(() => undefined);
    await world.clock.advance(100);
    expect(await world.hooks()).toEqual(['hang one running']);
    sleeper.monitor.start();
    await world.clock.advance(2 * ttl);
    await world.stop();
    expect(await world.hooks()).toEqual(['hang one pending']);
    expect(await world.store.listDeliveries({ runId: 'run1', limit: 10 })).toMatchObject([{ losses: 1 }]);
  });
});
