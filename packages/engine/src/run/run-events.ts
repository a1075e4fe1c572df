import { type Delivery, deliveryId, type HookDefinition, type RunEvent } from '@hookline/core/spi';

/** What all events of one run have in common. */
export interface RunOrigin {
  readonly runId: string;
  /** The holder's number; see RunPart. */
  readonly epoch: number;
  /** By index in the plan. */
  readonly hooks: readonly HookDefinition[];
}

/** What the events of a step that goes well say of it. */
export interface AttemptOfStep {
  readonly stepKey: string;
  /** From 1. */
  readonly number: number;
  /** ms, monotonic; known when it has ended. */
  readonly duration: number;
}

// Kinds of rows. A kind from COMPLETED on says that a hook was completed: the hook of index `kind - COMPLETED`.
const OTHER = 0;
const STARTED = 1;
const OUTPUT = 2;
const SUCCEEDED = 3;
const COMPLETED = 4;

/** Numbers of a row: kind, seq (where a hook was completed: of its trigger), at, attempt, duration. */
const WIDTH = 5;

/** Rows of a page, a power of two. */
const PAGE = 128;

/** Rows of the first page at first: as many as a short run needs. */
const FIRST_ROWS = 32;

/** A stretch of rows. */
interface Page {
  readonly numbers: Float64Array;
  /** By row: the step key, or the event itself. */
  readonly rest: (string | RunEvent)[];
}

/**
 * The events of one run, in the order in which they happened. Those of steps and hooks that go well, which are nearly
 * all, are kept as rows of numbers and made into objects when somebody looks: a run keeps less than half of the bytes,
 * and most events are never looked at.
 */
export class RunEvents {
  length = 0;
  private readonly pages: Page[] = [];
  private page: Page = createPage(FIRST_ROWS);

  constructor(private readonly origin: RunOrigin) {
    this.pages.push(this.page);
  }

  push(event: RunEvent): void {
    const row = this.add(event);
    this.write(row, OTHER, event.seq ?? 0);
  }

  pushStarted({ stepKey, number }: AttemptOfStep, seq: number, at: number): void {
    const row = this.add(stepKey);
    this.write(row, STARTED, seq);
    this.writeAttempt(row, at, number);
  }

  /** The single output of an op that is not dynamic. */
  pushOutput({ stepKey, number }: AttemptOfStep, seq: number, at: number): void {
    const row = this.add(stepKey);
    this.write(row, OUTPUT, seq);
    this.writeAttempt(row, at, number);
  }

  /** A success without metadata. */
  pushSucceeded({ stepKey, number, duration }: AttemptOfStep, seq: number, at: number): void {
    const row = this.add(stepKey);
    this.write(row, SUCCEEDED, seq);
    this.writeAttempt(row, at, number);
    this.page.numbers[row + 4] = duration;
  }

  /** The hook of a step was completed. @param duration ms, monotonic */
  pushCompleted({ triggerSeq, hook, attempt, stepKey }: Delivery, at: number, duration: number): void {
    const row = this.add(stepKey as string);
    this.write(row, COMPLETED + hook, triggerSeq);
    this.writeAttempt(row, at, attempt);
    this.page.numbers[row + 4] = duration;
  }

  /** The number of the event in the run's stream; meaningless for one beside it. */
  seqAt(index: number): number {
    return this.pageOf(index).numbers[(index % PAGE) * WIDTH + 1] as number;
  }

  at(index: number): RunEvent {
    const { numbers, rest } = this.pageOf(index);
    const row = index % PAGE;
    const told = rest[row] as string | RunEvent;
    return typeof told === 'string' ? this.eventOf(told, numbers.subarray(row * WIDTH, (row + 1) * WIDTH)) : told;
  }

  all(): RunEvent[] {
    return this.slice(0, this.length);
  }

  slice(from: number, to: number): RunEvent[] {
    const events: RunEvent[] = [];
    for (let index = from; index < to; index += 1) events.push(this.at(index));
    return events;
  }

  /** Begins a row. @returns where its numbers begin in the page */
  private add(told: string | RunEvent): number {
    const row = this.length % PAGE;
    if (row === 0 && this.length > 0) {
      this.page = createPage(PAGE);
      this.pages.push(this.page);
    } else if (this.length === FIRST_ROWS) this.growFirst();
    this.length += 1;
    this.page.rest[row] = told;
    return row * WIDTH;
  }

  private growFirst(): void {
    const { numbers, rest } = this.page;
    this.page = createPage(PAGE);
    this.page.numbers.set(numbers);
    for (let row = 0; row < FIRST_ROWS; row += 1) this.page.rest[row] = rest[row] as string | RunEvent;
    this.pages[0] = this.page;
  }

  private write(row: number, kind: number, seq: number): void {
    const { numbers } = this.page;
    numbers[row] = kind;
    numbers[row + 1] = seq;
  }

  private writeAttempt(row: number, at: number, attempt: number): void {
    const { numbers } = this.page;
    numbers[row + 2] = at;
    numbers[row + 3] = attempt;
  }

  private pageOf(index: number): Page {
    return this.pages[Math.floor(index / PAGE)] as Page;
  }

  private eventOf(stepKey: string, row: Float64Array): RunEvent {
    const { runId, hooks } = this.origin;
    const [kind, seq, at, attempt, duration] = row as unknown as readonly [number, number, number, number, number];
    switch (kind) {
      case STARTED:
        return { type: 'step.started', runId, seq, at, stepKey, attempt };
      case OUTPUT:
        return { type: 'step.output', runId, seq, at, stepKey, attempt, output: 'result', keys: undefined };
      case SUCCEEDED:
        return { type: 'step.succeeded', runId, seq, at, stepKey, attempt, duration, metadata: undefined };
      default: {
        const { name: hookName } = hooks[kind - COMPLETED] as HookDefinition;
        const id = deliveryId(runId, seq, hookName);
        return {
          type: 'hook.completed',
          runId,
          at,
          stepKey,
          hookName,
          deliveryId: id,
          deliveryAttempt: attempt,
          duration,
        };
      }
    }
  }
}

function createPage(rows: number): Page {
  return { numbers: new Float64Array(rows * WIDTH), rest: new Array<string | RunEvent>(rows) };
}
