import { defineJob, FencedError, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import { createMemoryStore } from '@hookline/testing';
import { executeOn, openInstanceOn, shared } from '../instance/open-test-instance';
import { createWorld, ttl } from './world';

const calls: string[] = [];

class Hooks {
  @SuccessHook() static tell(): void {
    calls.push('hook');
  }
}

class Ops {
  @Op() one(): number {
    calls.push('op');
    return 1;
  }
  @Job({ hooks: [Hooks.tell] }) told(this: Wired<Ops>) {
    this.one();
  }
}

const told = defineJob(Ops, 'told');

describe('a process that was taken for dead', () => {
  beforeEach(() => calls.splice(0));

  it('begins nothing under its former name, where nobody would find it', async () => {
    const world = await createWorld();
    const sleeper = await world.start({ id: 'p3', jobs: [told] });
    // Others buried it while it stood still; it has not noticed yet.
    await world.store.endProcess('p3', world.clock.now());
    const run = sleeper.execute(told, { runId: 'run1', hookWait: 1 });
    await Promise.all([expect(run).rejects.toThrow(FencedError), world.clock.advance(2 * ttl)]);
    await world.stop();
    expect(calls).toEqual([]);
    expect(await world.store.getRun('run1')).toBeUndefined();
  });

  it('goes on under a new one without a word, also without a monitor', async () => {
    const store = createMemoryStore();
    await using instance = await openInstanceOn(shared(store));
    const former = instance.process.id;
    await store.endProcess(former, Date.now());
    expect(await executeOn(instance, told, { runId: 'run1' })).toMatchObject({ runId: 'run1', status: 'success' });
    expect(calls).toEqual(['op', 'hook']);
    expect(instance.process.id).not.toBe(former);
    expect((await store.liveProcesses()).map(({ id }) => id)).toEqual([instance.process.id]);
  });
});
