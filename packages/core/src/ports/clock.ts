/** A running timer. */
export interface Timer {
  /** Does nothing when the timer has fired. */
  cancel(): void;
}

/** Time, as the engine sees it. */
export interface Clock {
  /** Wall clock: ms since 1970. */
  now(): number;
  /** Monotonic clock: ms since any fixed point, with fractions. */
  monotonic(): number;
  /** Calls `run` once, after at least `ms` milliseconds. */
  setTimer(ms: number, run: () => void): Timer;
}
