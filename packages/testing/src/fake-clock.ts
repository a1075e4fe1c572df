import { setImmediate as realSetImmediate } from 'node:timers';
import type { Duration, InvalidInvocationError } from '@hookline/core';
import {
  type Clock,
  describeValue,
  holds,
  isCallable,
  suggestName,
  type Timer,
  toMilliseconds,
  wrongArgument,
} from '@hookline/core/spi';
import { assertFields, badArgument } from './test-context';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves time on by `by`. Timers that fall into that span fire in order of time, those of one instant in the order in
   * which they were set; before, between and after them everything that is ready runs: microtasks, `setImmediate`
   * turns, and timers set meanwhile. I/O that takes real time is not waited for.
   *
   * Rejects with what a timer's callback throws.
   * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for something that is no duration
   * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) while another `advance` is under way
   */
  advance(by: Duration): Promise<void>;
}

/** Options of {@link fakeClock}. */
export interface FakeClockOptions {
  /** What `now()` tells before the first `advance`: a date or ms since 1970; default 2026-01-01T00:00:00Z. */
  readonly start?: Date | number;
}

interface FakeTimer {
  /** In ms of the monotonic clock. */
  readonly due: number;
  readonly run: () => void;
}

const DEFAULT_START = Date.UTC(2026, 0, 1);

/** What runs may start more that is ready; it has come to rest when so many turns in a row did not look at the clock. */
const QUIET_TURNS = 8;

/** Code that asks for the time in each turn never comes to rest: time moves on nevertheless. */
const MAX_TURNS = 1_000;

// Taken at load, so that jest's own fake timers cannot stop this clock.
const setImmediateAtLoad = realSetImmediate;
const nextTurn = () => new Promise<void>((resolve) => setImmediateAtLoad(resolve));

/**
 * A clock for tests: pass it as `clock` to `executeInProcess`, and a run with retries, delays and timeouts takes no
 * real time.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for options that are no object, and for a `start` that is no
 * point in time
 * @example
 * const clock = fakeClock();
 * const running = executeInProcess(job, { clock });
 * await clock.advance('1h');
 * const result = await running;
 */
export function fakeClock(options: FakeClockOptions = {}): FakeClock {
  const example = "fakeClock({ start: new Date('2026-01-01T00:00:00Z') })";
  assertFields(options, { parameter: 'options', of: 'fakeClock()', example });
  const unknown = Object.keys(options).find((name) => name !== 'start');
  if (unknown !== undefined) {
    throw badArgument(`Option '${unknown}' of fakeClock() does not exist.`, suggestName(unknown, ['start']));
  }
  return new ManualClock(startOf(options.start === undefined ? DEFAULT_START : options.start));
}

class ManualClock implements FakeClock {
  /** Whole milliseconds and the rest: added to all of the former, a small fraction of a millisecond would be rounded up. */
  readonly #start: number;
  readonly #rest: number;
  readonly #timers = new Set<FakeTimer>();
  #elapsed = 0;
  #uses = 0;
  #advancing = false;

  constructor(start: number) {
    this.#start = Math.floor(start);
    this.#rest = start - this.#start;
  }

  now(): number {
    this.#uses++;
    return this.#start + Math.floor(this.#rest + this.#elapsed);
  }

  monotonic(): number {
    this.#uses++;
    return this.#elapsed;
  }

  setTimer(ms: number, run: () => void): Timer {
    assertTimer(ms, run);
    this.#uses++;
    const timer: FakeTimer = { due: this.#elapsed + ms, run };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  async advance(by: Duration): Promise<void> {
    const target = this.#elapsed + toMilliseconds(by, "Parameter 'by' of advance() of the fake clock");
    if (this.#advancing) throw alreadyAdvancing();
    this.#advancing = true;
    try {
      await this.#settle();
      for (let timer = this.#nextUntil(target); timer; timer = this.#nextUntil(target)) {
        this.#elapsed = timer.due;
        this.#timers.delete(timer);
        timer.run();
        await this.#settle();
      }
      this.#elapsed = target;
    } finally {
      this.#advancing = false;
    }
  }

  /** The earliest timer that is due; a set keeps the order in which equal ones were set. */
  #nextUntil(target: number): FakeTimer | undefined {
    let earliest: FakeTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= target && (earliest === undefined || timer.due < earliest.due)) earliest = timer;
    }
    return earliest;
  }

  /** Gives the event loop turns until nothing that watches this clock moves any more. */
  async #settle(): Promise<void> {
    let quiet = 0;
    for (let turn = 0; quiet < QUIET_TURNS && turn < MAX_TURNS; turn++) {
      const before = this.#uses;
      await nextTurn();
      quiet = this.#uses === before ? quiet + 1 : 0;
    }
  }
}

function startOf(start: unknown): number {
  const isDate = holds(() => start instanceof Date);
  const ms = isDate ? (start as Date).getTime() : start;
  if (typeof ms === 'number' && Number.isFinite(ms)) return ms;
  const what = isDate ? 'an invalid Date' : describeValue(start);
  const remedy =
    "Give a valid Date or milliseconds since 1970: fakeClock({ start: new Date('2026-01-01T00:00:00Z') }).";
  throw badArgument(`Option 'start' of fakeClock() is ${what}, which is no point in time.`, remedy);
}

function assertTimer(ms: unknown, run: unknown): void {
  const good = typeof ms === 'number' && Number.isFinite(ms) && ms >= 0;
  if (good && isCallable(run)) return;
  const [parameter, given] = good ? ['run', run] : ['ms', ms];
  const remedy = 'Give milliseconds (finite, at least 0) and a function: clock.setTimer(500, () => { ... }).';
  throw wrongArgument({ parameter, of: 'setTimer() of the fake clock', given, remedy });
}

function alreadyAdvancing(): InvalidInvocationError {
  const problem = 'advance() of the fake clock is called while another advance() is under way.';
  return badArgument(problem, "Await each call before the next: await clock.advance('1h').");
}
