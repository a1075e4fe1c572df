import type { JobSpec } from '../job-spec';
import { Hooks, type Moment } from './hooks';
import type { Prediction } from './prediction';
import { type Creates, type Opened, Scope } from './resources';
import { Shape } from './shape';
import { Steps } from './steps';
import { Timeline } from './timeline';

/** S27: hooks of a cancelled run get this long. */
const HOOKS_AFTER_CANCEL = 5_000;

/**
 * What the rules of the product say of a run of this job. Naive on purpose: time is a list of what will happen, each
 * round looks at every step. It knows nothing of the engine but types.
 */
export function interpret(spec: JobSpec): Prediction {
  return new Reference(spec).run();
}

class Reference {
  private readonly timeline = new Timeline();
  private readonly shape: Shape;
  private readonly hooks: Hooks;
  private readonly steps: Steps;
  private readonly ofRun: Scope;
  private readonly ofHooks: Scope;
  private phase: 'new' | 'opening' | 'running' | 'ended' | 'closing' | 'done' = 'new';
  private opening: 'no' | 'yes' | 'over' = 'no';
  private readonly waitingForOpening: (() => void)[] = [];
  /** When a hook last began to wait for the resources of ops. */
  private askedAt: number | undefined;
  private cancelled = false;
  private fault: string | undefined;
  private endedAt = 0;
  private stepsOpen = false;

  constructor(private readonly spec: JobSpec) {
    const { timeline } = this;
    this.shape = new Shape(spec);
    const creates: Creates = new Map();
    this.ofRun = new Scope(this.shape, timeline, { creates, outer: undefined, tell: () => this.noteTie(this.askedAt) });
    this.ofHooks = new Scope(this.shape, timeline, { creates, outer: this.ofRun });
    this.hooks = new Hooks(this.shape, {
      timeline,
      openFor: (resources, done) => this.openForHook(resources, done),
      ended: (delivery) => this.steps.released(delivery),
    });
    this.steps = new Steps(this.shape, { timeline, hooks: this.hooks });
  }

  run(): Prediction {
    this.timeline.soon(() => this.begin());
    for (let due = 1; due > 0; due = this.isDone() ? 0 : this.timeline.advance()) this.playInstant(due);
    return this.predict();
  }

  private predict(): Prediction {
    if (!this.isDone()) throw new Error(`The run never ends: it is ${this.phase}.`);
    const { firstErrors } = this.steps;
    const errors = this.cancelled
      ? ['cancelled']
      : this.fault !== undefined
        ? [this.fault]
        : (firstErrors?.names ?? []);
    return {
      status: this.cancelled ? 'cancelled' : errors.length > 0 ? 'failure' : 'success',
      errors,
      steps: this.steps.predict(),
      opCalls: this.steps.calls,
      retries: this.steps.retries,
      deliveries: this.hooks.predict(),
      resources: { run: this.ofRun.predict(), hooks: this.ofHooks.predict() },
      endedAt: this.endedAt,
      returnedAt: this.timeline.now,
      open: { steps: this.stepsOpen, hooks: this.hooks.contended },
    };
  }

  private isDone(): boolean {
    return this.phase === 'done';
  }

  /** @param due how many things happen at this instant */
  private playInstant(due: number): void {
    let rounds = due - 1;
    let limited = false;
    while (!this.timeline.quiet && !this.isDone()) {
      rounds += 1;
      this.timeline.play();
      if (this.phase === 'running') this.steps.play();
      limited ||= this.steps.limited;
      if (this.phase === 'running' && this.steps.ended) this.end();
      this.hooks.dispatch();
      this.steps.call();
      if (this.phase === 'ended') this.windDown();
    }
    // Several things happened at once, and not all could start: nothing says who is first.
    if (limited && rounds > 1) this.stepsOpen = true;
  }

  private begin(): void {
    const { cancelAt, timeout } = this.spec.run;
    if (cancelAt === 0) return this.cancel();
    this.phase = 'opening';
    this.hooks.trigger({ kind: 'runStart', trigger: 'runStart', step: undefined });
    if (cancelAt !== undefined) this.timeline.after(cancelAt, () => this.cancel());
    if (timeout !== undefined) this.timeline.after(timeout, () => this.fail('RunTimeoutError', 'timeout'));
    const resources = this.shape.opResources();
    if (resources.length === 0) return this.runSteps();
    this.opening = 'yes';
    this.ofRun.open(resources, (error) => this.opened(error));
  }

  private opened(error: string | undefined): void {
    this.opening = 'over';
    this.timeline.soon(() => (error === undefined ? this.runSteps() : this.fail(error, 'framework')));
    for (const task of this.waitingForOpening.splice(0)) task();
  }

  private runSteps(): void {
    if (this.phase === 'opening') this.phase = 'running';
  }

  private cancel(): void {
    if (this.isOver || this.fault !== undefined) return;
    this.cancelled = true;
    this.phase = 'running';
    this.ofRun.stop();
    this.steps.cancel();
  }

  private fail(error: string, kind: 'timeout' | 'framework'): void {
    if (this.isOver || this.cancelled || this.fault !== undefined) return;
    this.fault = error;
    this.phase = 'running';
    this.ofRun.stop();
    this.steps.stop({ what: kind, error, kind });
  }

  private get isOver(): boolean {
    return this.phase === 'ended' || this.phase === 'closing' || this.phase === 'done';
  }

  private end(): void {
    this.phase = 'ended';
    this.endedAt = this.timeline.now;
    const failed = this.fault ?? this.steps.firstErrors?.names[0];
    this.hooks.trigger(this.endingOf(failed));
    if (this.cancelled) this.timeline.after(HOOKS_AFTER_CANCEL, () => this.isWaiting && this.stopHooks());
    else this.timeline.after(this.spec.run.hookWait, () => this.isWaiting && this.hooks.giveUpRetries());
  }

  private endingOf(error: string | undefined): Moment {
    if (this.cancelled) return { kind: 'runCancel', trigger: 'runCancel', step: undefined };
    if (error === undefined) return { kind: 'runSuccess', trigger: 'runSuccess', step: undefined };
    return { kind: 'runFailure', trigger: 'runFailure', step: undefined, error };
  }

  private get isWaiting(): boolean {
    return this.phase === 'ended' && this.hooks.busy;
  }

  private stopHooks(): void {
    this.hooks.stop();
    this.ofHooks.stop();
  }

  private openForHook(resources: readonly number[], done: Opened): void {
    const shared = this.shape.opResources();
    const missing = this.shape.withRequired(resources).filter((resource) => !this.ofRun.has(resource));
    const open = () => this.ofHooks.open(resources, done);
    const isAwaited = this.opening === 'yes' && missing.some((resource) => shared.includes(resource));
    if (this.opening === 'yes') this.noteTie(this.ofRun.openedAt);
    if (!isAwaited) return open();
    this.askedAt = this.timeline.now;
    this.waitingForOpening.push(open);
  }

  /** A hook asks for a resource of ops at the instant at which one opens: nothing says which is first. */
  private noteTie(at: number | undefined): void {
    if (at === this.timeline.now) this.hooks.contended = true;
  }

  /** Hooks first, then the calls that were given up; then resources are closed, those of hooks first. */
  private windDown(): void {
    if (this.hooks.busy || this.steps.unsettled || this.phase !== 'ended') return;
    this.phase = 'closing';
    const close = () => this.ofHooks.close(() => this.ofRun.close(() => this.finish()));
    if (this.opening !== 'yes') return close();
    // A create that is deaf to its signal is waited for, at most for the grace period.
    let closing = false;
    const once = () => {
      if (closing) return;
      closing = true;
      close();
    };
    this.waitingForOpening.push(once);
    this.timeline.after(this.spec.run.gracePeriod, once);
  }

  private finish(): void {
    this.phase = 'done';
  }
}
