import type { Clock } from '@hookline/core/spi';
import type { ProcessSpec } from './protocol';

/** A clock that runs faster than time, the same for all processes of a scenario but for its offset. */
export function lapseClock({ base, speed, offset = 0 }: ProcessSpec['clock']): Clock {
  return {
    now: () => Math.floor(base + (Date.now() - base) * speed + offset),
    monotonic: () => performance.now() * speed,
    setTimer(ms, run) {
      // setTimeout fires at once beyond its range.
      const timer = setTimeout(run, Math.min(ms / speed, 2 ** 31 - 1));
      return { cancel: () => clearTimeout(timer) };
    },
  };
}
