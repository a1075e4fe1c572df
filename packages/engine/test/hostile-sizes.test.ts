import { defineJob, Graph, Job, Op, type Output, type Wired } from '@hookline/core';
import { createPlan, initialRunState, isStreamEvent, reduceRun } from '@hookline/core/spi';
import { systemClock } from '../src/index';
import { createTestExecutor } from './engine';

let length = 0;

class Ops {
  @Op() first(): number {
    return 0;
  }
  @Op() next(n: number): number {
    return n + 1;
  }
  @Graph() inner(this: Wired<Ops>, n: Output<number>) {
    return this.next(n);
  }
  @Job() chain(this: Wired<Ops>) {
    let last = this.first();
    for (let at = 1; at < length; at += 1) last = this.next(last);
  }
  @Job() graphs(this: Wired<Ops>) {
    const first = this.first();
    for (let at = 0; at < length; at += 1) this.inner(first);
  }
}

/** What a run of a chain of this length costs, counted. */
async function countChain(steps: number) {
  length = steps;
  const job = defineJob(Ops, 'chain');
  const counts = { commits: 0, monotonic: 0, now: 0, timers: 0 };
  const count = <T>(name: keyof typeof counts, value: T): T => {
    counts[name] += 1;
    return value;
  };
  const execute = createTestExecutor({
    sink: { commit: () => count('commits', undefined) },
    clock: {
      now: () => count('now', systemClock.now()),
      monotonic: () => count('monotonic', systemClock.monotonic()),
      setTimer: (ms, run) => count('timers', systemClock.setTimer(ms, run)),
    },
  });
  const result = await execute(job);
  return { job, result, counts };
}

describe('a chain of 100,000 ops', () => {
  const LENGTH = 100_000;

  it('is defined, planned, run and folded, with work that grows as its length does', async () => {
    const small = await countChain(LENGTH / 100);
    const { job, result, counts } = await countChain(LENGTH);
    expect(result.outputFor(`next_${LENGTH - 1}`)).toBe(LENGTH - 1);
    expect(result.events).toHaveLength(3 * LENGTH + 3);
    const { steps } = createPlan(job).snapshot;
    const state = initialRunState({ runId: result.runId, jobName: 'chain', steps });
    for (const event of result.events) if (isStreamEvent(event)) reduceRun(state, event);
    expect([state.status, state.steps.size, state.lastSeq]).toEqual(['success', LENGTH, 3 * LENGTH + 3]);
    // As many per step, and some more where turns were looked at one by one.
    for (const name of ['commits', 'now', 'monotonic'] as const) {
      expect(counts[name] / LENGTH).toBeLessThan(2 * (small.counts[name] / (LENGTH / 100)) + 2);
    }
    expect(counts.timers).toBe(small.counts.timers);
  });
});

describe('10,000 graphs side by side', () => {
  it('are wired, named and run', async () => {
    length = 10_000;
    const result = await createTestExecutor()(defineJob(Ops, 'graphs'));
    expect(Object.keys(result.steps)).toHaveLength(10_001);
    expect(result.outputFor('inner_10000.next')).toBe(1);
  });
});
