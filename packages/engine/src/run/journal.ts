import type { Delivery, HookDefinition, HookOutcome, RunEvent, RunPart, StreamEvent } from '@hookline/core/spi';
import { appendTo } from '../append-to';
import type { LoggedEvent } from '../log-entry';
import type { Time } from '../time';
import { type AttemptOfStep, RunEvents, type RunOrigin } from './run-events';

const NONE: readonly never[] = [];

/**
 * The log of one run: stamps events, and tells what of them the next commit will contain.
 */
export class Journal {
  /** Events of both streams, in the order in which they happened; those of the next commit are the last ones. */
  readonly events: RunEvents;
  /** The next commit has something that a log shows. */
  logged = false;
  readonly runId: string;
  private seq = 0;
  /** How many events have been taken for a commit. */
  private taken = 0;
  private deliveries: Delivery[] | undefined = undefined;
  private outcomes: HookOutcome[] | undefined = undefined;
  private closed = false;

  constructor(
    private readonly origin: RunOrigin,
    private readonly time: Time,
  ) {
    this.runId = origin.runId;
    this.events = new RunEvents(origin);
  }

  /** Of the holder of the run: this process. */
  get epoch(): number {
    return this.origin.epoch;
  }

  /** Something waits to be committed; a delivery never without the event that triggered it. */
  get dirty(): boolean {
    return this.events.length > this.taken;
  }

  /** @param index in the plan */
  hookName(index: number): string {
    return (this.origin.hooks[index] as HookDefinition).name;
  }

  /** ms since 1970. */
  now(): number {
    return this.time.now();
  }

  /** Takes in what is committed already: the run was another process's. */
  restore(events: readonly StreamEvent[]): void {
    for (const event of events) this.events.push(event);
    this.seq = events.at(-1)?.seq ?? 0;
    this.taken = this.events.length;
  }

  /** The number of the next event of the run's stream; the caller appends it at once. */
  nextSeq(): number {
    this.seq += 1;
    return this.seq;
  }

  /** Appends `step.started`. */
  started(attempt: AttemptOfStep): void {
    this.events.pushStarted(attempt, this.nextSeq(), this.now());
  }

  /** Appends `step.output` of an op with a single output that is not dynamic. */
  output(attempt: AttemptOfStep): void {
    this.events.pushOutput(attempt, this.nextSeq(), this.now());
  }

  /** Appends `step.succeeded` without metadata. */
  succeeded(attempt: AttemptOfStep): void {
    this.events.pushSucceeded(attempt, this.nextSeq(), this.now());
  }

  /** Appends `hook.completed` of the hook of a step. @param duration ms, monotonic */
  completed(delivery: Delivery, duration: number): void {
    this.events.pushCompleted(delivery, this.now(), duration);
  }

  append(event: Exclude<RunEvent, LoggedEvent>): void {
    if (!this.closed) this.events.push(event);
  }

  /** Appends what a log shows. */
  appendLogged(event: LoggedEvent): void {
    if (this.closed) return;
    this.events.push(event);
    this.logged = true;
  }

  owe(delivery: Delivery): void {
    this.deliveries = appendTo(this.deliveries, delivery);
  }

  /** How an attempt ended, on an instance; its event is appended, too. */
  settle(outcome: HookOutcome): void {
    this.outcomes = appendTo(this.outcomes, outcome);
  }

  /** Everything since the last call, for the next commit. */
  take(): RunPart {
    const { deliveries = NONE, outcomes = NONE } = this;
    const part = new JournalPart(this, this.taken, { deliveries, outcomes });
    this.taken = this.events.length;
    this.deliveries = undefined;
    this.outcomes = undefined;
    this.logged = false;
    return part;
  }

  /** Everything is committed: what is told from now on is lost, for the run is over. */
  close(): void {
    this.closed = true;
  }
}

/** A part of the log; cut out only for those who look at it, as a run without an instance has none. */
class JournalPart implements RunPart {
  readonly runId: string;
  readonly epoch: number;
  readonly deliveries: readonly Delivery[];
  readonly outcomes: readonly HookOutcome[];
  private readonly to: number;
  private cut: readonly RunEvent[] | undefined = undefined;

  constructor(
    private readonly journal: Journal,
    private readonly from: number,
    { deliveries, outcomes }: Pick<RunPart, 'deliveries' | 'outcomes'>,
  ) {
    this.runId = journal.runId;
    this.epoch = journal.epoch;
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.to = journal.events.length;
  }

  get events(): readonly RunEvent[] {
    this.cut ??= this.journal.events.slice(this.from, this.to);
    return this.cut;
  }
}
