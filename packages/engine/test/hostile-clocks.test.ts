import { Graph, Op, OpTimeoutError, retryHook, retryPolicy, successHook, toJob, type Wired } from '@hookline/core';
import { type Clock, isStreamEvent, type RunEvent } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { Deadlines } from '../src/deadlines';
import { systemClock } from '../src/index';
import { createTestExecutor } from './engine';

let calls = 0;

class Ops {
  @Op({ timeout: '5ms' }) stuck(): Promise<never> {
    return new Promise(() => undefined);
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 2, delay: '1ms' }) }) flaky(): number {
    calls += 1;
    if (calls < 3) throw new Error(`call ${calls}`);
    return calls;
  }
  @Op() async soon(): Promise<number> {
    return new Promise((resolve) => setImmediate(() => resolve(1)));
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1_000_000_000 }) }) hopeless(): void {
    throw new Error('always');
  }
  @Op({ timeout: '10ms' }) async busy(): Promise<string> {
    await Promise.resolve();
    const end = process.hrtime.bigint() + 50_000_000n;
    while (process.hrtime.bigint() < end);
    return 'done';
  }
  @Graph() timing(this: Wired<Ops>) {
    this.stuck();
  }
  @Graph() retrying(this: Wired<Ops>) {
    this.soon();
    this.flaky();
  }
  @Graph() looping(this: Wired<Ops>) {
    this.hopeless();
  }
  @Graph() blocking(this: Wired<Ops>) {
    this.busy();
  }
}

const HOURS = 3_600_000;

/** A clock that reads what comes next of some offsets from the true time, again and again. */
function jumping(offsets: readonly number[]): () => number {
  let reads = 0;
  return () => {
    const offset = offsets[reads % offsets.length] as number;
    reads += 1;
    return Date.now() + offset;
  };
}

const WALL: readonly (readonly [string, () => number])[] = [
  ['back and forth by hours', jumping([0, 5 * HOURS, -7 * HOURS, 2 * HOURS])],
  ['to NaN', jumping([0, Number.NaN])],
  ['to Infinity', jumping([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])],
  ['nowhere: it always reads NaN', () => Number.NaN],
  ['back to 1970', jumping([0, -Date.now()])],
];

let reading = 0;
const MONOTONIC: readonly (readonly [string, () => number])[] = [
  ['stands still', () => 1_000],
  ['stands still at 0', () => 0],
  ['goes back', () => (reading -= 1_000)],
  ['jumps', jumping([0, 5 * HOURS, -7 * HOURS])],
  ['jumps to and fro', jumping([5 * HOURS, 0])],
  ['jumps ahead once, and back for good', jumping([5 * HOURS, ...Array.from({ length: 100_000 }, () => 0)])],
  ['reads NaN', () => Number.NaN],
];

const CLOCKS: readonly (readonly [string, Clock])[] = [
  ...WALL.map(([what, now]) => [`wall clock jumps ${what}`, { ...systemClock, now }] as const),
  ...MONOTONIC.map(([what, monotonic]) => [`monotonic clock ${what}`, { ...systemClock, monotonic }] as const),
];

const execute = createTestExecutor();

function expectSane(events: readonly RunEvent[]): void {
  for (const event of events) {
    expect(Number.isNaN(new Date(event.at).getTime())).toBe(false);
    if ('duration' in event) expect(event.duration).toBeGreaterThanOrEqual(0);
  }
  const stamps = events.filter(isStreamEvent).map(({ at }) => at);
  expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
}

beforeEach(() => {
  calls = 0;
});

describe.each(CLOCKS)('a run whose %s', (_, clock) => {
  it('meets its deadlines', async () => {
    const options = { clock, gracePeriod: '5ms', raiseOnError: false } as const;
    const { error, events, steps } = await execute(toJob(Ops, 'timing', {}), options);
    expect(error).toBeInstanceOf(OpTimeoutError);
    expect(steps['stuck']?.endedAt).toBeGreaterThanOrEqual(steps['stuck']?.startedAt ?? Number.NaN);
    expectSane(events);
  });

  it('retries ops and hooks', async () => {
    let deliveries = 0;
    const again = successHook({ name: 'again', retryPolicy: { maxRetries: 1, delay: 1 }, timeout: '1s' }, () => {
      deliveries += 1;
      if (deliveries === 1) throw new Error('once');
    });
    const retried = retryHook({ name: 'retried' }, () => undefined);
    const { events, success } = await execute(toJob(Ops, 'retrying', { hooks: [again, retried] }), { clock });
    expect([success, calls, deliveries]).toEqual([true, 3, 3]);
    expectSane(events);
  });
});

describe('a deadline under a clock that reads no number', () => {
  it('does not come before its time', () => {
    const waits: number[] = [];
    const setTimer = (ms: number) => {
      waits.push(ms);
      return { cancel: () => undefined };
    };
    new Deadlines({ now: () => 0, monotonic: () => Number.NaN, setTimer }).set(500, 0, { expire: () => undefined });
    expect(waits).toEqual([500]);
  });
});

describe('an op that is retried at once, without end, under a clock that stands still', () => {
  it('leaves the event loop its say: the run can be cancelled', async () => {
    const controller = new AbortController();
    const options = { clock: fakeClock(), signal: controller.signal, raiseOnError: false };
    const running = execute(toJob(Ops, 'looping', {}), options);
    setImmediate(() => controller.abort());
    expect((await running).status).toBe('cancelled');
  });
});

describe('an op that blocks the event loop beyond its timeout', () => {
  it('has succeeded when it settles before anybody could look: what came is not thrown away', async () => {
    const result = await execute(toJob(Ops, 'blocking', {}));
    expect(result.outputFor('busy')).toBe('done');
  });
});
