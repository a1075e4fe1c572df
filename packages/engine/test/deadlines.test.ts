import { fakeClock } from '@hookline/testing';
import { Deadlines, type Expirable } from '../src/deadlines';

describe('Deadlines', () => {
  it('fire after their own time, those of one length in the order in which they were set', async () => {
    const clock = fakeClock();
    const deadlines = new Deadlines(clock);
    const set = (ms: number, target: Expirable) => deadlines.set(ms, clock.monotonic(), target);
    const fired: string[] = [];
    const note = (name: string) => ({ expire: () => fired.push(`${name} ${clock.monotonic()}`) });
    set(100, note('a'));
    await clock.advance(50);
    set(100, note('b'));
    set(20, note('c'));
    await clock.advance(200);
    expect(fired).toEqual(['c 70', 'a 100', 'b 150']);
  });

  it('do not fire when they were cancelled, also by one that fires before', async () => {
    const clock = fakeClock();
    const deadlines = new Deadlines(clock);
    const set = (ms: number, target: Expirable) => deadlines.set(ms, clock.monotonic(), target);
    const fired: string[] = [];
    const late = set(10, { expire: () => fired.push('late') });
    set(5, { expire: () => late.cancel() });
    set(10, { expire: () => fired.push('kept') });
    await clock.advance(20);
    expect(fired).toEqual(['kept']);
  });

  it('keep their time when one of the same length is set while another fires', async () => {
    const clock = fakeClock();
    const deadlines = new Deadlines(clock);
    const set = (ms: number, target: Expirable) => deadlines.set(ms, clock.monotonic(), target);
    const fired: string[] = [];
    const note = (name: string) => ({ expire: () => fired.push(`${name} ${clock.monotonic()}`) });
    set(100, { expire: () => set(100, note('set while a fires')) });
    await clock.advance(50);
    set(100, note('b'));
    await clock.advance(200);
    expect(fired).toEqual(['b 150', 'set while a fires 200']);
  });

  it('leave no timer behind when all were cancelled or dropped', async () => {
    let armed = 0;
    const clock = fakeClock();
    const counting = {
      ...clock,
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (ms: number, run: () => void) => {
        armed += 1;
        const timer = clock.setTimer(ms, run);
        return {
          cancel: () => {
            armed -= 1;
            timer.cancel();
          },
        };
      },
    };
    const deadlines = new Deadlines(counting);
    const set = (ms: number, target: Expirable) => deadlines.set(ms, clock.monotonic(), target);
    const first = set(10, { expire: () => undefined });
    const second = set(10, { expire: () => undefined });
    expect(armed).toBe(1);
    first.cancel();
    second.cancel();
    // Not at once: the next deadline would need it again.
    await new Promise(setImmediate);
    expect(armed).toBe(0);
    set(30, { expire: () => undefined });
    deadlines.clear();
    expect(armed).toBe(0);
    await clock.advance(100);
  });
});
