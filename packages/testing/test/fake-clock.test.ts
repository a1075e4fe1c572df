import { fakeClock } from '@hookline/testing';

const START = Date.UTC(2026, 0, 1);

describe('fakeClock', () => {
  it('stands at 2026-01-01T00:00:00Z until it is moved', async () => {
    const clock = fakeClock();
    expect([clock.now(), clock.monotonic()]).toEqual([START, 0]);
    await clock.advance('1.5h');
    expect([clock.now(), clock.monotonic()]).toEqual([START + 5_400_000, 5_400_000]);
  });

  it('starts where it is told to', () => {
    expect(fakeClock({ start: new Date(5) }).now()).toBe(5);
    expect(fakeClock({ start: 7 }).now()).toBe(7);
  });

  it('shows no millisecond that it has not reached, however near it is', async () => {
    const clock = fakeClock();
    await clock.advance(12 - 2 ** -14);
    expect(clock.now()).toBe(START + 11);
    const late = fakeClock({ start: 1.75 });
    await late.advance(0.25);
    expect(late.now()).toBe(2);
  });

  it('fires timers in order of time, equal ones in the order in which they were set', async () => {
    const clock = fakeClock();
    const fired: [string, number][] = [];
    const set = (name: string, ms: number) => clock.setTimer(ms, () => fired.push([name, clock.now() - START]));
    set('late', 30);
    set('first', 10);
    set('second', 10);
    set('never', 31);
    await clock.advance(30);
    expect(fired).toEqual([
      ['first', 10],
      ['second', 10],
      ['late', 30],
    ]);
  });

  it('fires follow-up timers that fall into the window', async () => {
    const clock = fakeClock();
    const at: number[] = [];
    const again = () => {
      at.push(clock.monotonic());
      clock.setTimer(10, again);
    };
    clock.setTimer(0, again);
    await clock.advance(35);
    expect(at).toEqual([0, 10, 20, 30]);
    expect(clock.monotonic()).toBe(35);
  });

  it('lets microtasks, setImmediate turns and what they start run before, between and after timers', async () => {
    const clock = fakeClock();
    const sleep = (ms: number) => new Promise<void>((resolve) => clock.setTimer(ms, resolve));
    const turns = async () => {
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    const seen: number[] = [];
    const work = async () => {
      for (let round = 0; round < 3; round++) {
        await turns();
        await sleep(10);
        seen.push(clock.monotonic());
      }
      await turns();
      seen.push(-1);
    };
    const working = work();
    await clock.advance(30);
    expect(seen).toEqual([10, 20, 30, -1]);
    await working;
  });

  it('does not fire a cancelled timer', async () => {
    const clock = fakeClock();
    const run = jest.fn();
    const timer = clock.setTimer(1, run);
    timer.cancel();
    timer.cancel();
    await clock.advance('1d');
    expect(run).not.toHaveBeenCalled();
  });

  it('moves on where code asks for the time in every turn', async () => {
    const clock = fakeClock();
    let turns = 0;
    const poll = async () => {
      while (turns++ < 5_000 && clock.monotonic() < 10) await new Promise((resolve) => setImmediate(resolve));
    };
    const done = poll();
    await clock.advance(10);
    await done;
    expect(turns).toBeLessThan(5_000);
  });

  it('works beside the fake timers of jest', async () => {
    jest.useFakeTimers();
    try {
      const clock = fakeClock();
      const run = jest.fn();
      clock.setTimer(5, run);
      await clock.advance(5);
      expect(run).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('rejects with the error of a timer and can be used again', async () => {
    const clock = fakeClock();
    clock.setTimer(1, () => {
      throw new Error('boom');
    });
    await expect(clock.advance(5)).rejects.toThrow('boom');
    await clock.advance(5);
    expect(clock.monotonic()).toBe(6);
  });

  it('refuses misuse with a remedy', async () => {
    const clock = fakeClock();
    await expect(clock.advance('soon' as never)).rejects.toMatchObject({ code: 'HOOKLINE_BAD_OPTION' });
    await expect(clock.advance(-1)).rejects.toThrow('Give milliseconds (finite, at least 0)');
    expect(() => clock.setTimer(Number.NaN, () => {})).toThrow("Parameter 'ms' of setTimer() of the fake clock is NaN");
    expect(() => clock.setTimer(1, undefined as never)).toThrow(
      "Parameter 'run' of setTimer() of the fake clock is undefined",
    );
    expect(() => fakeClock({ start: new Date('no date') })).toThrow('which is no point in time');
    expect(() => fakeClock({ start: null as never })).toThrow('is null, which is no point in time');
    for (const options of [null, 3, 'x', []])
      expect(() => fakeClock(options as never)).toThrow("Parameter 'options' of fakeClock() is ");
    const first = clock.advance(1);
    await expect(clock.advance(1)).rejects.toThrow('Await each call before the next');
    await first;
  });
});
