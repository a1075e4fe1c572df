import { defineJob, Job, Op, type OpContext, retryPolicy, type Wired } from '@hookline/core';
import type { Clock, CommitBatch } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const clock = fakeClock();
const committed = new Set<string>();
const early: string[] = [];
const sleep = (ms: number, on: Clock) => new Promise<void>((resolve) => on.setTimer(ms, resolve));

function called({ stepKey, attempt }: OpContext): void {
  if (!committed.has(`${stepKey} ${attempt}`)) early.push(stepKey);
}

/** Times are such that lines are logged, and a retry is due, while commits are under way. */
class Ops {
  @Op() async first(context: OpContext): Promise<number> {
    called(context);
    await sleep(10, clock);
    for (const ms of [1, 4]) clock.setTimer(ms, () => context.log.info('late'));
    return 1;
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 15 }) }) flaky(context: OpContext): number {
    called(context);
    if (context.attempt === 1) throw new Error('not at once');
    return 1;
  }
  @Op() atOnce(n: number, context: OpContext): number {
    called(context);
    return n;
  }
  @Job() mixed(this: Wired<Ops>) {
    this.atOnce(this.first());
    this.atOnce(this.flaky());
  }
}

async function commit(batch: CommitBatch): Promise<undefined> {
  await sleep(3, clock);
  for (const { events } of batch)
    for (const event of events) if (event.type === 'step.started') committed.add(`${event.stepKey} ${event.attempt}`);
  return undefined;
}

describe('a sink that takes its time', () => {
  it('has committed the start of each op that is called, also of those that return at once', async () => {
    const batches: CommitBatch[] = [];
    const sink = {
      commit: (batch: CommitBatch) => {
        batches.push(batch);
        return commit(batch);
      },
    };
    const run = createTestExecutor({ clock, sink })(defineJob(Ops, 'mixed'), {});
    await clock.advance('1m');
    expect((await run).success).toBe(true);
    expect(early).toEqual([]);
    // A run has one part in a batch.
    expect(batches.filter((batch) => batch.length > 1)).toEqual([]);
  });
});
