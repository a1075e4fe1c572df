import type { Clock, Timer } from '@hookline/core/spi';

/** The timers of one run, so that none outlives it. */
export class RunTimers {
  private readonly pending = new Set<Timer>();

  constructor(private readonly clock: Clock) {}

  set(ms: number, run: () => void): Timer {
    const timer = this.clock.setTimer(ms, () => {
      this.pending.delete(timer);
      run();
    });
    this.pending.add(timer);
    return timer;
  }

  clear(): void {
    for (const timer of this.pending) timer.cancel();
    this.pending.clear();
  }
}
