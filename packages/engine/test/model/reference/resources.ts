import { Running } from './calls';
import type { ResourcePrediction } from './prediction';
import type { Shape } from './shape';
import type { Timeline } from './timeline';
import { at, createCall, disposeCall } from './world';

/** Called with the name of the error when something did not open. */
export type Opened = (error: string | undefined) => void;

/** How often each resource was created in a run. */
export type Creates = Map<number, number>;

/** S17, S28: resources of one kind, opened one after another, each once, dependencies first. */
export class Scope {
  readonly opened: number[] = [];
  /** When the last one was opened. */
  openedAt: number | undefined = undefined;
  private readonly closed: number[] = [];
  private readonly unclosed: number[] = [];
  private readonly openNow = new Set<number>();
  private readonly waiting = new Map<number, Opened[]>();
  private readonly running = new Set<Running>();
  private stopped = false;
  private closing: number | undefined = undefined;

  constructor(
    private readonly shape: Shape,
    private readonly timeline: Timeline,
    private readonly parts: {
      readonly creates: Creates;
      readonly outer: Scope | undefined;
      readonly tell?: () => void;
    },
  ) {}

  has(resource: number): boolean {
    return this.openNow.has(resource) || this.parts.outer?.has(resource) === true;
  }

  /** Opens what is not open, dependencies first. */
  open(resources: readonly number[], done: Opened): void {
    const next = this.shape.withRequired(resources).find((resource) => !this.has(resource));
    const isOver = this.stopped || this.closing !== undefined;
    if (isOver || next === undefined) return done(undefined);
    this.openOne(next, (error) => (error === undefined ? this.open(resources, done) : done(error)));
  }

  /** Nothing new is opened, and what is being opened is told so. */
  stop(): void {
    this.stopped = true;
    this.abort();
  }

  abort(): void {
    for (const running of this.running) running.abort();
  }

  /** Closes all in reverse, also those after one that fails. */
  close(done: () => void): void {
    this.closing = (this.closing ?? this.opened.length) - 1;
    const resource = this.opened[this.closing];
    if (resource === undefined) return done();
    this.closeOne(resource, () => this.close(done));
  }

  predict(): ResourcePrediction {
    const { opened, closed, unclosed } = this;
    return { opened, closed, unclosed };
  }

  private openOne(resource: number, done: Opened): void {
    const waiting = this.waiting.get(resource);
    if (waiting) {
      waiting.push(done);
      return;
    }
    const asking = [done];
    this.waiting.set(resource, asking);
    const count = (this.parts.creates.get(resource) ?? 0) + 1;
    this.parts.creates.set(resource, count);
    this.limited(resource, createCall(this.shape.spec, resource, count), (error) => {
      this.waiting.delete(resource);
      if (error === undefined && this.closing !== undefined) {
        // It comes when nobody waits for it any more.
        this.closeOne(resource, () => undefined);
      } else if (error === undefined) {
        this.openNow.add(resource);
        this.opened.push(resource);
        this.openedAt = this.timeline.now;
        this.parts.tell?.();
      }
      for (const tell of asking) tell(error);
    });
  }

  private closeOne(resource: number, done: () => void): void {
    this.limited(resource, disposeCall(this.shape.spec, resource), (error) => {
      (error === undefined ? this.closed : this.unclosed).push(resource);
      done();
    });
  }

  /** A call of create or dispose with its limit of time. */
  private limited(resource: number, call: Parameters<typeof createRunning>[1], done: Opened): void {
    let over = false;
    const end = (error: string | undefined) => {
      if (over) return;
      over = true;
      limit.cancel();
      this.running.delete(running);
      done(error);
    };
    const running = createRunning(this.timeline, call, end);
    const limit = this.timeline.after(at(this.shape.spec.resources, resource).timeout, () => {
      end('ResourceTimeoutError');
      running.abort();
    });
    this.running.add(running);
    running.start();
  }
}

function createRunning(timeline: Timeline, call: ReturnType<typeof createCall>, end: Opened): Running {
  return new Running(timeline, call, (settled) => end(settled.kind === 'threw' ? 'resource' : undefined));
}
