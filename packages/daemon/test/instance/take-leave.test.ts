import type { ProcessRole } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { takeLeave } from '../../src/instance/take-leave';

const RETRY_IN = 40_000;

/** A process of this role leaves, while one hook is to be tried again in 40 s. */
async function leave(role: ProcessRole, others: readonly ProcessRole[] = []) {
  const clock = fakeClock();
  const said: string[] = [];
  const left = { waiting: 1 };
  const pair = { location: 'billing', environment: 'test' };
  const dispatcher = {
    drain: async ({ until = clock.now() } = {}) => {
      if (until < clock.now() + RETRY_IN) return undefined;
      await new Promise<void>((resolve) => clock.setTimer(RETRY_IN, resolve));
      left.waiting = 0;
      return undefined;
    },
    stop: async () => undefined,
  };
  const store = {
    liveProcesses: async () => others.map((each, i) => ({ ...pair, id: `p${i + 2}`, role: each })),
    outboxSummary: async () => ({ counts: { pending: left.waiting, open: 0 } }),
  };
  const spec = {
    ...pair,
    role,
    processId: 'p1',
    clock,
    say: (line: string) => void said.push(line),
    store,
    dispatcher,
  };
  const begin = clock.now();
  let took = -1;
  const leaving = takeLeave(spec as never).then(() => {
    took = clock.now() - begin;
  });
  await clock.advance(60_000);
  await leaving;
  return { said, took };
}

describe('takeLeave', () => {
  it.each(['execute', 'embedded'] as const)('lets retries be made that are due soon, and says so: %s', async (role) => {
    const { said, took } = await leave(role);
    expect(took).toBe(RETRY_IN);
    expect(said).toEqual([expect.stringMatching(/^Waits up to 60 s for hooks that are tried again/)]);
  });

  it('does not wait where a daemon stays', async () => {
    expect(await leave('execute', ['daemon'])).toEqual({ said: [], took: 0 });
  });

  it('waits where only a tool stays', async () => {
    expect((await leave('execute', ['tool'])).took).toBe(RETRY_IN);
  });

  it('does not wait as a daemon that is stopped, and says what waits', async () => {
    const said = [expect.stringMatching(/^1 hook waits for a next attempt\. Serve them with/)];
    expect(await leave('daemon')).toEqual({ said, took: 0 });
  });

  it('does not wait after one pass, which has said what waits', async () => {
    expect(await leave('deliver')).toEqual({ said: [], took: 0 });
  });
});
