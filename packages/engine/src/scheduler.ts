import { FencedError, InvariantError, StoreUnavailableError } from '@hookline/core';
import { type Clock, type CommitBatch, type EventSink, type RunPart, type SinkResult } from '@hookline/core/spi';
import { appendTo } from './append-to';
import { Flush, type Offered } from './flush';
import { Time } from './time';

/** A run, as the scheduler sees it. */
export interface Schedulable {
  /** It is in line for the next turn; kept by the scheduler. */
  queued: boolean;
  /** It is among those whose turn comes soon; kept by the scheduler. */
  soon: boolean;
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

/** `queueMicrotask` costs three times as much as a reaction of a promise. */
const NOW = Promise.resolve();

/** What a scheduler works on. */
export interface SchedulerPorts {
  readonly sink: EventSink;
  readonly clock: Clock;
  /** ms */
  readonly storeGrace: number;
  /** Is told when the runs were given up. */
  readonly instance?: { givenUp?(): void };
  /** See EnginePorts. */
  watchIdle?(stalled: () => void): () => void;
}

/**
 * Takes turns for all runs of a process: decide → commit → effect (D1, D2). One commit carries what all runs decided in a
 * turn; while it is under way nothing is decided and nothing new starts.
 */
export class Scheduler {
  /** No Set: V8 links outgrown tables to later ones, so that one in its old space keeps all later runs alive. */
  private readonly runs: Schedulable[] = [];
  private line: Schedulable[] | undefined = undefined;
  /** Runs with something to commit that needs no turn of its own. */
  private soon: Schedulable[] = [];
  /** A microtask, a macrotask, or a turn itself will empty the line. */
  private awake = false;
  private flushing = false;
  private unwatch: (() => void) | undefined = undefined;
  private readonly flush: Flush;
  readonly time: Time;
  /** When the event loop last had its say, monotonic ms. */
  private breath: number;
  /** Turns until the clock is read again: it costs more than a short turn. */
  private unchecked = 1;
  /** Looks at the clock since the event loop last had its say. */
  private looks = 0;
  private readonly onTurn = () => this.turn();
  private readonly onBreath = () => this.breathe();
  private readonly onSoon = () => this.stir();

  constructor(private readonly ports: SchedulerPorts) {
    this.time = new Time(ports.clock);
    this.flush = new Flush(ports);
    this.breath = this.time.read();
  }

  add(run: Schedulable): void {
    this.runs.push(run);
    this.unwatch ??= this.ports.watchIdle?.(() => this.stall());
    this.wake(run);
  }

  remove(run: Schedulable): void {
    const at = this.runs.indexOf(run);
    if (at !== -1) this.runs.splice(at, 1);
    if (run.soon) this.soon.splice(this.soon.indexOf(run), 1);
    if (this.runs.length > 0) return;
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
    void NOW.then(this.onTurn);
  }

  /** Takes a turn at once where this is the only run, for nothing can join it; else like `wake`. */
  wakeNow(run: Schedulable): void {
    if (this.awake || this.flushing || this.runs.length > 1) return this.wake(run);
    this.awake = true;
    if (this.isTooLong()) return this.enqueue(run);
    this.time.enterAtOnce();
    this.takeTurnOf(run);
    this.takeTurns();
  }

  /** Has a turn taken soon, unless one that comes before takes the run along: completions of hooks ride. */
  wakeSoon(run: Schedulable): void {
    if (run.queued || run.soon) return;
    if (this.soon.length === 0) setImmediate(this.onSoon);
    run.soon = true;
    this.soon.push(run);
  }

  private enqueue(run: Schedulable): void {
    if (run.queued) return;
    run.queued = true;
    this.line = appendTo(this.line, run);
  }

  private stir(): void {
    const { soon } = this;
    this.soon = [];
    for (const run of soon) {
      run.soon = false;
      this.enqueue(run);
    }
    this.breathe();
  }

  private breathe(): void {
    this.breath = this.time.read();
    this.unchecked = 1;
    this.looks = 0;
    this.turn();
  }

  private turn(): void {
    this.awake = true;
    this.time.enter();
    this.takeTurns();
  }

  private takeTurns(): void {
    while (this.line && !this.flushing) {
      if (this.isTooLong()) return this.time.exit();
      this.takeTurn(this.line);
    }
    this.time.exit();
    this.awake = false;
  }

  /** The event loop has waited long enough: the next turn is taken when it has had its say. */
  private isTooLong(): boolean {
    this.unchecked -= 1;
    if (this.unchecked > 0 || !this.isOutOfBreath()) return false;
    setImmediate(this.onBreath);
    return true;
  }

  private isOutOfBreath(): boolean {
    const held = this.time.monotonic() - this.breath;
    // Close to the end of the budget, and where turns are long, each one is looked at.
    this.unchecked = held < TURN_BUDGET / 2 ? MOST_UNCHECKED : 1;
    this.looks += 1;
    return held > TURN_BUDGET || this.looks > MOST_LOOKS;
  }

  private takeTurn(line: readonly Schedulable[]): void {
    this.line = undefined;
    if (line.length === 1) return this.takeTurnOf(line[0] as Schedulable);
    const runs: Schedulable[] = [];
    const batch: RunPart[] = [];
    for (const each of line) {
      const part = this.decide(each);
      if (!part) continue;
      runs.push(each);
      batch.push(part);
    }
    if (batch.length > 0) this.commit(runs, batch);
  }

  /** A turn of one run alone, the most common one: without lists of its own. */
  private takeTurnOf(run: Schedulable): void {
    const part = this.decide(run);
    if (!part) return;
    const batch = [part];
    const outcome = this.flush.offer(batch);
    if (outcome === undefined) this.effect(run, part);
    else this.take(outcome, [run], batch);
  }

  private commit(runs: readonly Schedulable[], batch: CommitBatch): void {
    const outcome = this.flush.offer(batch);
    if (outcome === undefined) this.effects(runs, batch);
    else this.take(outcome, runs, batch);
  }

  private take(outcome: Offered, runs: readonly Schedulable[], batch: CommitBatch): void {
    if (!(outcome instanceof Promise)) return this.settle(runs, batch, outcome);
    this.flushing = true;
    this.flush.wait(outcome, batch, {
      committed: (refused) => {
        this.flushing = false;
        // Whoever wakes a run now joins the turn that follows: one within the effects of this one would mix the two.
        this.awake = true;
        this.time.enter();
        this.settle(runs, batch, refused);
        this.time.exit();
        // What hooks and ops that return at once have to tell rides in one commit, which takes longer than the event loop.
        setImmediate(this.onBreath);
      },
      givenUp: (cause) => this.giveUp(cause),
    });
  }

  /** What is committed takes effect; runs that another process holds by now are dropped, the others go on (D8). */
  private settle(runs: readonly Schedulable[], batch: CommitBatch, refused: SinkResult): void {
    if (!refused || refused.length === 0) return this.effects(runs, batch);
    const fenced = new Set(refused);
    for (let at = 0; at < runs.length; at += 1) {
      const [run, part] = [runs[at] as Schedulable, batch[at] as RunPart];
      if (fenced.has(part.runId)) run.abandon(new FencedError(part.runId));
      else this.effect(run, part);
    }
  }

  private effects(runs: readonly Schedulable[], batch: CommitBatch): void {
    for (let at = 0; at < runs.length; at += 1) this.effect(runs[at] as Schedulable, batch[at] as RunPart);
  }

  private giveUp(cause: unknown): void {
    const runs = [...this.runs];
    this.line = undefined;
    this.flushing = false;
    const error = new StoreUnavailableError(this.ports.storeGrace, cause);
    this.ports.instance?.givenUp?.();
    for (const run of runs) run.abandon(error);
  }

  private decide(run: Schedulable): RunPart | undefined {
    run.queued = false;
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
