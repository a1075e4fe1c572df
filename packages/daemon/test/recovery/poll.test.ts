import { fakeClock } from '@hookline/testing';
import { type Found, Poll } from '../../src/recovery/poll';

/** A poll that notes when it looked, and finds what it is told to. */
function createPoll(find: (looks: number) => Found | Promise<Found>) {
  const clock = fakeClock();
  const looks: number[] = [];
  const failures: unknown[] = [];
  const poll = new Poll({
    clock,
    fastest: 100,
    slowest: 400,
    look: async () => {
      looks.push(clock.monotonic());
      return find(looks.length);
    },
    failed: (error) => failures.push(error),
  });
  return { clock, poll, looks, failures };
}

describe('Poll', () => {
  it('looks at once, and ever more rarely while there is nothing', async () => {
    const { clock, poll, looks } = createPoll(() => 'nothing');
    poll.start();
    await clock.advance(1_600);
    await poll.stop();
    expect(looks).toEqual([0, 100, 300, 700, 1_100, 1_500]);
  });

  it('looks often again once it found something', async () => {
    const { clock, poll, looks } = createPoll((count) => (count === 4 ? 'something' : 'nothing'));
    poll.start();
    await clock.advance(1_000);
    await poll.stop();
    expect(looks).toEqual([0, 100, 300, 700, 800, 1_000]);
  });

  it('rests until it is stirred', async () => {
    const { clock, poll, looks } = createPoll(() => 'rest');
    poll.start();
    await clock.advance('1h');
    poll.stir();
    await clock.advance('1h');
    await poll.stop();
    expect(looks).toEqual([0, 3_600_000]);
  });

  it('looks again where it was stirred while it looked', async () => {
    let release: (found: Found) => void = () => undefined;
    const held = new Promise<Found>((resolve) => {
      release = resolve;
    });
    const { clock, poll, looks } = createPoll((count) => (count === 1 ? held : 'rest'));
    poll.start();
    await clock.advance(50);
    poll.stir();
    release('rest');
    await clock.advance(0);
    await poll.stop();
    expect(looks).toEqual([0, 50]);
  });

  it('goes on after a failure, and tells of the first of several', async () => {
    const { clock, poll, looks, failures } = createPoll((count) => {
      if (count === 1 || count === 2 || count === 4) throw new Error(`look ${count}`);
      return 'nothing';
    });
    poll.start();
    await clock.advance(1_600);
    await poll.stop();
    expect(looks).toEqual([0, 400, 800, 1_200, 1_600]);
    expect(failures.map(String)).toEqual(['Error: look 1', 'Error: look 4']);
  });

  it('stops when the look under way is over, and looks no more', async () => {
    let release: (found: Found) => void = () => undefined;
    const { clock, poll, looks } = createPoll(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    poll.start();
    let hasStopped = false;
    const stopping = poll.stop().then(() => {
      hasStopped = true;
    });
    await clock.advance(0);
    expect(hasStopped).toBe(false);
    release('nothing');
    await stopping;
    poll.stir();
    await clock.advance('1h');
    expect(looks).toEqual([0]);
  });
});
