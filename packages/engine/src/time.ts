import type { Clock } from '@hookline/core/spi';

/** How long a reading of the wall clock is good inside a turn, monotonic ms: events carry whole milliseconds. */
const WALL_CLOCK_LASTS = 1;

/** What a Date can tell, ms since 1970; a clock that reads more tells nothing. */
const LATEST_DATE = 8.64e15;

/**
 * The clocks of a scheduler, read as rarely as honest times allow, for a reading costs as much as a short op: inside a
 * turn a reading stays good until code that is not ours may have run.
 */
export class Time {
  private latest: number;
  private fresh = false;
  private inTurn = false;
  private wall = 0;
  private wallReadAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {
    const now = clock.monotonic();
    this.latest = Number.isFinite(now) ? now : 0;
  }

  /** Monotonic ms, after code that is not ours has run; a clock that goes back, or can't tell, stands still. */
  read(): number {
    const now = this.clock.monotonic();
    if (now > this.latest) this.latest = now;
    this.fresh = true;
    return this.latest;
  }

  /** Monotonic ms; not read again if nothing but the engine has run since. */
  monotonic(): number {
    return this.inTurn && this.fresh ? this.latest : this.read();
  }

  /** ms since 1970; it never goes back (D34). In the later course of a turn a millisecond late at most. */
  now(): number {
    if (this.inTurn) {
      const monotonic = this.monotonic();
      if (monotonic - this.wallReadAt < WALL_CLOCK_LASTS) return this.wall;
      this.wallReadAt = monotonic;
    }
    const now = this.clock.now();
    if (now > this.wall && now < LATEST_DATE) this.wall = now;
    return this.wall;
  }

  /** A turn begins. */
  enter(): void {
    this.enterAtOnce();
    this.fresh = false;
  }

  /** A turn begins right after a reading. */
  enterAtOnce(): void {
    this.inTurn = true;
    this.wallReadAt = Number.NEGATIVE_INFINITY;
  }

  /** User code is about to be called. */
  leave(): void {
    this.fresh = false;
  }

  /** The turn is over. */
  exit(): void {
    this.inTurn = false;
  }
}
