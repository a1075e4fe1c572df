import type { Clock } from '@hookline/core/spi';

/** The clocks and timers of this machine. Delays beyond what Node takes (about 24.8 days) are cut to that. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    return { cancel: () => clearTimeout(timer) };
  },
};
