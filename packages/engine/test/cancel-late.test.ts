import { defineJob, Job, Op, type OpContext, type Wired } from '@hookline/core';
import type { Clock } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const clock = fakeClock();
const sleep = (ms: number, on: Clock) => new Promise<void>((resolve) => on.setTimer(ms, resolve));

class Ops {
  /** Ends within the grace period, when the commit of the line that it logs before is under way. */
  @Op() async slow({ signal, log }: OpContext): Promise<void> {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await sleep(30, clock);
    log.info('almost there');
    await sleep(10, clock);
    throw new Error('stopped');
  }
  @Job() late(this: Wired<Ops>) {
    this.slow();
  }
}

describe('an op that settles in its grace period', () => {
  it('ends once where a commit is under way until after that', async () => {
    const sink = { commit: () => sleep(30, clock).then(() => undefined) };
    const controller = new AbortController();
    const run = createTestExecutor({ clock, sink })(defineJob(Ops, 'late'), {
      signal: controller.signal,
      gracePeriod: 50,
      raiseOnError: false,
    });
    clock.setTimer(200, () => controller.abort(new Error('enough')));
    await clock.advance('1m');
    const { status, events } = await run;
    expect(status).toBe('cancelled');
    expect(events.filter(({ type }) => type === 'step.cancelled')).toHaveLength(1);
  });
});
