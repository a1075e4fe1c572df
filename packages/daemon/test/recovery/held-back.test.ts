import { defineJob, Job, Op, retryPolicy, SkipHook, type Wired } from '@hookline/core';
import { createWorld, ttl } from './world';

class Hooks {
  /** Never ends in the process that dies. */
  @SkipHook({ reasons: ['upstream'], blocking: true }) static gate(): Promise<void> {
    return new Promise(() => undefined);
  }
}

class Ops {
  @Op() fail(): number {
    throw new Error('no');
  }
  @Op() middle(n: number): number {
    return n;
  }
  @Op() last(n: number): number {
    return n;
  }
  @Job({ retryPolicy: retryPolicy({ maxRetries: 0 }) }) held(this: Wired<Ops>) {
    this.last(this.middle.withHooks(Hooks.gate)(this.fail()));
  }
}

const held = defineJob(Ops, 'held');

describe('a step that had ended when its process died', () => {
  it('does not end again where a blocking hook holds it back', async () => {
    const world = await createWorld();
    const holder = await world.start({ id: 'p3', role: 'embedded', jobs: [held] });
    const daemon = await world.start({ id: 'p4', jobs: [held] });
    void holder.execute(held, { runId: 'run1', resume: 'auto' }).catch(() => undefined);
    await world.clock.advance(100);
    await holder.die();
    daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const types = (await world.types()).filter((type) => type !== 'log' && !type.startsWith('log '));
    expect(types).toEqual([
      'run.created',
      'run.started',
      'step.started fail',
      'step.failed fail',
      'step.notExecuted middle',
      'run.recovered',
    ]);
  });
});
