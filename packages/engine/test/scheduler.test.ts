import { defineJob, type HookContext, InvariantError, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import type { RunPart } from '@hookline/core/spi';
import { memorySink, systemClock } from '../src/index';
import { type Schedulable, Scheduler } from '../src/scheduler';
import { createTestExecutor } from './engine';

class Hooks {
  static count = 0;
  @SuccessHook() static counted({ stepKey }: HookContext) {
    Hooks.count += stepKey.length > 0 ? 1 : 0;
  }
}

class Many {
  @Op() first(): number {
    return 0;
  }
  @Op() next(n: number): number {
    return n + 1;
  }
  @Op() async later(n: number): Promise<number> {
    return n + 1;
  }
  @Job({ hooks: [Hooks.counted] }) sync(this: Wired<Many>) {
    let n = this.first();
    for (let i = 0; i < 20_000; i += 1) n = this.next(n);
  }
  @Job() async_(this: Wired<Many>) {
    let n = this.first();
    for (let i = 0; i < 20_000; i += 1) n = this.later(n);
  }
  @Job() skipping(this: Wired<Many>) {
    let n = this.failing();
    for (let i = 0; i < 100_000; i += 1) n = this.next(n);
  }
  @Op() failing(): number {
    throw new Error('at the head of a long chain');
  }
}

describe('Scheduler', () => {
  it.each(['sync', 'async_'] as const)('lets timers fire while a long chain of %s ops runs', async (method) => {
    let fired = 0;
    const timer = setInterval(() => {
      fired += 1;
    }, 1);
    const { success } = await createTestExecutor()(defineJob(Many, method));
    clearInterval(timer);
    expect(success).toBe(true);
    expect(fired).toBeGreaterThan(2);
  });

  it('ends a chain of 100,000 steps behind a failure without a deep stack', async () => {
    const { steps } = await createTestExecutor()(defineJob(Many, 'skipping'), { raiseOnError: false });
    expect(steps['next_100000']).toMatchObject({ status: 'notExecuted', skipReason: 'upstream' });
  });

  it('gives up a run in which a turn fails, and goes on with the others', () => {
    const scheduler = new Scheduler({ sink: memorySink, clock: systemClock, storeGrace: 1 });
    const given: unknown[] = [];
    const effects: string[] = [];
    const broken = createRun({
      decide: () => {
        throw new Error('defect');
      },
      abandon: (error) => given.push(error),
    });
    const part: RunPart = { runId: 'r', epoch: 1, events: [], deliveries: [], outcomes: [] };
    const sound = createRun({ decide: () => part, effects: () => effects.push('sound') });
    scheduler.add(broken);
    scheduler.add(sound);
    // The first turn waits for the event loop where the machine is slow.
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    return turn()
      .then(turn)
      .then(() => {
        expect(given).toEqual([expect.any(InvariantError)]);
        expect(given[0]).toMatchObject({ cause: new Error('defect') });
        expect(effects).toEqual(['sound']);
      });
  });
});

function createRun(parts: Partial<Schedulable>): Schedulable {
  return {
    queued: false,
    soon: false,
    decide: () => undefined,
    effects: () => undefined,
    stall: () => undefined,
    abandon: () => undefined,
    ...parts,
  };
}
