import { randomUUID } from 'node:crypto';
import type { HookContext } from 'hookline';
import { callOp } from '../contestants/bare-call';
import type { BareGraph } from '../contestants/bare-graph';
import type { Item } from '../graphs/graph';
import { Hooks } from '../product/hooks';
import { Ops } from '../product/ops';
import type { Turn } from './rows';

/** An op that has returned. */
interface Done {
  readonly index: number;
  readonly item: Item;
  readonly duration: number;
}

/** One run: a ready queue that goes in waves and writes down the rows of each; it stores nothing itself. */
export class RawRun {
  readonly id = randomUUID();
  readonly items: Item[] = [];
  private readonly ops = new Ops();
  private readonly left: Int32Array;
  private readonly startedAt = new Map<number, number>();
  private ready: number[] = [];
  private done: readonly Done[] = [];
  private ended = 0;
  private seq = 0;

  constructor(
    private readonly graph: BareGraph,
    private readonly names: readonly string[],
  ) {
    this.left = graph.indegree.slice();
  }

  get isOver(): boolean {
    return this.ended === this.graph.calls.length;
  }

  /** The rows of the run itself, and of the starts of its first ops. */
  begin(turn: Turn): void {
    const now = Date.now();
    this.event(turn, 'run.created', { at: now, fields: { jobName: 'body' } });
    this.event(turn, 'run.started', { at: now });
    this.left.forEach((count, index) => {
      if (count === 0) this.start(turn, index, now);
    });
    turn.runs.push([this.id, now, this.seq]);
  }

  /** Calls the ops whose starts are committed, and waits for them. */
  async callReady(): Promise<void> {
    const { calls } = this.graph;
    const called = this.ready;
    this.ready = [];
    this.done = await Promise.all(
      called.map(async (index): Promise<Done> => {
        const start = performance.now();
        const item = await callOp(this.ops, calls[index] as (typeof calls)[number], this.items);
        return { index, item, duration: performance.now() - start };
      }),
    );
  }

  /** The rows of a wave: outcomes, deliveries, next starts, the row of the run. */
  note(turn: Turn): void {
    const now = Date.now();
    const before = this.seq;
    for (const done of this.done) this.outcome(turn, done, now);
    for (const { index } of this.done) this.release(turn, index, now);
    this.ended += this.done.length;
    if (this.isOver) this.event(turn, 'run.succeeded', { at: now });
    turn.moves.push([this.seq, this.isOver ? 'success' : 'running', this.isOver ? now : null, this.id, before]);
  }

  /** Calls the hooks of a committed wave; their completions ride in the next transaction. */
  callHooks(turn: Turn): void {
    for (const [at, { item }] of this.done.entries()) {
      const start = performance.now();
      Hooks.counted(item as unknown as HookContext);
      turn.delivered.push([Date.now(), performance.now() - start, this.owed[at] as string]);
    }
    this.owed = [];
  }

  private owed: string[] = [];

  private outcome(turn: Turn, { index, item, duration }: Done, at: number): void {
    const of = { at, index };
    this.items[index] = item;
    this.event(turn, 'step.output', {
      ...of,
      fields: { output: 'result', stored: { kind: 'inline', text: JSON.stringify(item) } },
    });
    this.event(turn, 'step.succeeded', { ...of, fields: { duration } });
    const id = `${this.id}/${this.seq}/counted`;
    this.owed.push(id);
    const startedAt = this.startedAt.get(index) as number;
    turn.deliveries.push([id, this.id, this.seq, this.names[index] as string, at, startedAt]);
  }

  private release(turn: Turn, index: number, now: number): void {
    const { offsets, targets } = this.graph;
    for (let at = offsets[index] as number; at < (offsets[index + 1] as number); at += 1) {
      const target = targets[at] as number;
      this.left[target] = (this.left[target] as number) - 1;
      if (this.left[target] === 0) this.start(turn, target, now);
    }
  }

  private start(turn: Turn, index: number, at: number): void {
    this.ready.push(index);
    this.startedAt.set(index, at);
    this.event(turn, 'step.started', { at, index });
  }

  private event(turn: Turn, type: string, { at, index, fields }: EventParts): void {
    this.seq += 1;
    const key = index === undefined ? null : (this.names[index] as string);
    turn.events.push([this.id, this.seq, type, key, key === null ? 0 : 1, at, fields ? JSON.stringify(fields) : '']);
  }
}

interface EventParts {
  readonly at: number;
  /** Of the op. */
  readonly index?: number;
  readonly fields?: object;
}
