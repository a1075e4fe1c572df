import { InvariantError, StoreUnavailableError } from '@hookline/core';
import type { Clock, EventSink, RunPart } from '@hookline/core/spi';
import { elapsed } from './elapsed';
import { toError } from './thrown-error';

/** A run, as the scheduler sees it. */
export interface Schedulable {
  /** It is in line for the next turn; kept by the scheduler. */
  queued: boolean;
  /** Takes in what happened and decides what follows: events, and effects that it keeps until their commit. */
  decide(): RunPart | undefined;
  /** The part is committed: tells its events, fires hooks, calls ops. */
  effects(part: RunPart): void;
  /** Nothing in the process can settle what the run waits for. */
  stall(): void;
  /** Gives the run up: aborts, closes, rejects; records nothing more. */
  abandon(error: Error): void;
}

/** A turn holds the event loop for at most about this long (ms), so that timers and signals get their say. */
const TURN_BUDGET = 10;

/** Turns, at most, that are taken without a look at the clock. */
const MOST_UNCHECKED = 8;

/** Looks at the clock, at most, in one hold of the event loop: a clock that stands still must not keep timers out. */
const MOST_LOOKS = 1_000;

/** Waits between offers of a batch that the sink rejects, ms: doubled each time up to the last. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 1_000;

/** What a scheduler works on. */
export interface SchedulerPorts {
  readonly sink: EventSink;
  readonly clock: Clock;
  /** ms */
  readonly storeGrace: number;
  /** See EnginePorts. */
  watchIdle?(stalled: () => void): () => void;
}

/**
 * Takes turns for all runs of a process: decide → commit → effect (D1, D2). One commit carries what all runs decided in a
 * turn; while it is under way nothing is decided and nothing new starts.
 */
export class Scheduler {
  private readonly runs = new Set<Schedulable>();
  private line: Schedulable[] = [];
  /** Runs with something to commit that needs no turn of its own. */
  private readonly soon = new Set<Schedulable>();
  /** A microtask, a macrotask, or a turn itself will empty the line. */
  private awake = false;
  private flushing = false;
  private unwatch: (() => void) | undefined = undefined;
  /** When the event loop last had its say, monotonic ms. */
  private breath: number;
  /** Turns until the clock is read again: it costs more than a short turn. */
  private unchecked = 1;
  /** Looks at the clock since the event loop last had its say. */
  private looks = 0;
  private readonly takeTurns = () => this.turn();
  private readonly takeBreath = () => this.breathe();

  constructor(private readonly ports: SchedulerPorts) {
    this.breath = ports.clock.monotonic();
  }

  add(run: Schedulable): void {
    this.runs.add(run);
    this.unwatch ??= this.ports.watchIdle?.(() => this.stall());
    this.wake(run);
  }

  remove(run: Schedulable): void {
    this.runs.delete(run);
    if (this.runs.size > 0) return;
    this.unwatch?.();
    this.unwatch = undefined;
  }

  private stall(): void {
    for (const run of [...this.runs]) run.stall();
  }

  /** Has a turn taken when the current call of the event loop is done. */
  wake(run: Schedulable): void {
    this.enqueue(run);
    if (this.awake || this.flushing) return;
    this.awake = true;
    queueMicrotask(this.takeTurns);
  }

  /** Has a turn taken soon, unless one that comes before takes the run along: completions of hooks ride. */
  wakeSoon(run: Schedulable): void {
    if (run.queued) return;
    if (this.soon.size === 0) setImmediate(() => this.stir());
    this.soon.add(run);
  }

  private enqueue(run: Schedulable): void {
    if (run.queued) return;
    run.queued = true;
    this.line.push(run);
  }

  private stir(): void {
    for (const run of this.soon) this.enqueue(run);
    this.soon.clear();
    this.breathe();
  }

  private breathe(): void {
    this.breath = this.ports.clock.monotonic();
    this.unchecked = 1;
    this.looks = 0;
    this.turn();
  }

  private turn(): void {
    this.awake = true;
    while (this.line.length > 0 && !this.flushing) {
      this.unchecked -= 1;
      if (this.unchecked === 0 && this.isOutOfBreath()) {
        setImmediate(this.takeBreath);
        return;
      }
      this.takeTurn();
    }
    this.awake = false;
  }

  private isOutOfBreath(): boolean {
    const held = this.ports.clock.monotonic() - this.breath;
    // Close to the end of the budget, and where turns are long, each one is looked at.
    this.unchecked = held < TURN_BUDGET / 2 ? MOST_UNCHECKED : 1;
    this.looks += 1;
    return held > TURN_BUDGET || this.looks > MOST_LOOKS;
  }

  private takeTurn(): void {
    const { line } = this;
    this.line = [];
    const moved: Schedulable[] = [];
    const batch: RunPart[] = [];
    for (const run of line) {
      run.queued = false;
      const part = this.decide(run);
      if (!part) continue;
      moved.push(run);
      batch.push(part);
    }
    if (batch.length > 0) this.commit({ runs: moved, batch, since: undefined, waited: 0, wait: FIRST_WAIT });
  }

  private commit(turn: Turn): void {
    let outcome: undefined | Promise<void>;
    try {
      outcome = this.ports.sink.commit(turn.batch);
    } catch (error) {
      outcome = Promise.reject(toError(error, 'commit'));
    }
    if (outcome === undefined) return this.flushing ? this.flushed(turn) : this.effects(turn);
    this.flushing = true;
    outcome.then(
      () => this.flushed(turn),
      (cause: unknown) => this.rejected(turn, cause),
    );
  }

  private effects({ runs, batch }: Turn): void {
    for (let at = 0; at < runs.length; at += 1) this.effect(runs[at] as Schedulable, batch[at] as RunPart);
  }

  private flushed(turn: Turn): void {
    this.flushing = false;
    this.effects(turn);
    this.breathe();
  }

  /** The batch is offered again unchanged; when the grace is over, all runs are given up (D3). */
  private rejected(turn: Turn, cause: unknown): void {
    const { clock, storeGrace } = this.ports;
    const now = clock.monotonic();
    const since = turn.since ?? now;
    // Commits take time, too; where the clock stands still, the waits alone count.
    const spent = Math.max(turn.waited, elapsed(since, now));
    if (spent >= storeGrace) return this.giveUp(cause);
    const wait = Math.min(turn.wait, storeGrace - spent);
    const next = { ...turn, since, waited: spent + wait, wait: Math.min(turn.wait * 2, LONGEST_WAIT) };
    clock.setTimer(wait, () => this.commit(next));
  }

  private giveUp(cause: unknown): void {
    const runs = [...this.runs];
    this.line = [];
    this.soon.clear();
    this.flushing = false;
    const error = new StoreUnavailableError(this.ports.storeGrace, cause);
    for (const run of runs) run.abandon(error);
  }

  private decide(run: Schedulable): RunPart | undefined {
    try {
      return run.decide();
    } catch (cause) {
      abandon(run, cause);
      return undefined;
    }
  }

  private effect(run: Schedulable, part: RunPart): void {
    try {
      run.effects(part);
    } catch (cause) {
      abandon(run, cause);
    }
  }
}

/** A defect of ours in one run must neither hang it nor reach the others. */
function abandon(run: Schedulable, cause: unknown): void {
  run.abandon(new InvariantError('A turn of the engine failed.', cause));
}

/** What one turn wants to commit. */
interface Turn {
  readonly runs: readonly Schedulable[];
  readonly batch: readonly RunPart[];
  /** When it was first rejected, monotonic ms. */
  readonly since: number | undefined;
  /** Spent on offers and waits so far, ms. */
  readonly waited: number;
  /** Before the next offer, ms. */
  readonly wait: number;
}
