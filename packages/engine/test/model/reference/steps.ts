import type { FailureKind } from '@hookline/core';
import { Attempt } from './attempt';
import type { Thrown } from './calls';
import type { Delivery } from './delivery';
import { type Ended, Endings } from './endings';
import type { Hooks, Moment } from './hooks';
import type { RetryPrediction, StepPrediction, TimedCall } from './prediction';
import { retryWait } from './retry';
import type { Shape } from './shape';
import { StepLife } from './step-life';
import type { Timeline } from './timeline';
import { at, digest, happens } from './world';

/** How a failed attempt ended. */
export interface AttemptFailure {
  readonly what: Thrown | 'timeout' | 'framework';
  readonly error: string;
  readonly kind: FailureKind;
}

/** The steps of a run: who starts (S22, S26), what becomes of attempts (S24, S27), what a cancel or timeout ends (S26a). */
export class Steps {
  readonly all: StepLife[] = [];
  readonly retries: RetryPrediction[] = [];
  readonly calls: TimedCall[] = [];
  /** Errors of the steps that failed first, all at one instant. */
  firstErrors: { readonly at: number; readonly names: string[] } | undefined;
  mode: 'running' | 'cancelling' | 'stopped' = 'running';
  /** More steps are ready than there are slots. */
  limited = false;
  private readonly attempts = new Set<Attempt>();
  private starting: Attempt[] = [];
  private readonly holders = new Map<Delivery, StepLife>();
  private readonly byName = new Map<string, StepLife>();
  private readonly endings: Endings;

  constructor(
    private readonly shape: Shape,
    private readonly parts: { readonly timeline: Timeline; readonly hooks: Hooks },
  ) {
    this.endings = new Endings(shape, (step, key) => this.look(step, key));
    for (const step of shape.selected) if (!shape.mapOf(step)) this.add(step, undefined);
  }

  /** Every step has ended, mapped ones too. */
  get ended(): boolean {
    return this.all.every((step) => step.seen);
  }

  /** Calls that were given up and still keep their slots. */
  get unsettled(): boolean {
    return [...this.attempts].some(({ overtaken }) => overtaken);
  }

  /** Decides what can be decided, and starts what can start. */
  play(): void {
    while (this.decide());
    const ready = this.all.filter(({ status }) => status === 'ready').sort((a, b) => this.compare(a, b));
    for (const step of ready) {
      if (this.attempts.size >= this.shape.spec.run.maxConcurrent) break;
      this.start(step);
    }
    this.limited = this.all.some(({ status }) => status === 'ready');
  }

  /** Calls the ops that were started. */
  call(): void {
    const { starting } = this;
    this.starting = [];
    for (const attempt of starting) {
      if (attempt.over) continue;
      const { index: step, key } = attempt.step;
      const name = this.shape.keyOf(step, key);
      const { now: at, round } = this.parts.timeline;
      this.calls.push({ name, attempt: attempt.number, at, round });
      attempt.call();
    }
  }

  cancel(): void {
    this.mode = 'cancelling';
    for (const step of this.all) {
      const attempt = this.attemptOf(step);
      if (attempt?.called) attempt.abort();
      else if (step.status !== 'ended') this.endCancelled(step, attempt);
      step.seen ||= step.status === 'ended';
      // Steps that it maps come at the end of this list.
      this.expand();
    }
    this.parts.timeline.after(this.shape.spec.run.gracePeriod, () => {
      for (const attempt of [...this.attempts]) {
        if (attempt.overtaken) continue;
        this.endCancelled(attempt.step, attempt);
        this.attempts.delete(attempt);
      }
    });
  }

  /** Ends all steps because the run can't go on. */
  stop(failure: AttemptFailure): void {
    this.mode = 'stopped';
    for (const step of this.all) {
      const attempt = this.attemptOf(step);
      if (attempt) {
        this.giveUp(attempt);
        this.fail(step, failure);
      } else if (step.inRetryWait) this.fail(step, step.inRetryWait);
      else if (step.status !== 'ended') this.endUnstarted(step);
      step.seen = true;
      this.expand();
    }
  }

  /** A blocking delivery has ended. */
  released(delivery: Delivery): void {
    const step = this.holders.get(delivery);
    if (step && this.holders.delete(delivery)) this.parts.timeline.soon(() => this.release(step));
  }

  /** One thing less holds a step back: a blocking hook, a delay, a call that was given up. */
  release(step: StepLife): void {
    step.holds -= 1;
    if (step.holds > 0) return;
    if (step.status === 'waiting') step.status = 'ready';
    else if (step.status === 'ended') step.seen = true;
    else if (step.status === 'running') this.starting.push(this.attemptOf(step) as Attempt);
  }

  settled(attempt: Attempt, failure: AttemptFailure | undefined): void {
    const { step } = attempt;
    if (attempt.overtaken) return this.freeSlot(attempt);
    this.attempts.delete(attempt);
    if (!failure) this.succeed(step);
    else if (this.mode === 'cancelling') this.endCancelled(step, attempt);
    else this.failOrRetry(step, failure, undefined);
  }

  timedOut(attempt: Attempt): void {
    const { step } = attempt;
    const failure = { what: 'timeout', error: 'OpTimeoutError', kind: 'timeout' } as const;
    this.giveUp(attempt);
    if (this.mode === 'cancelling') this.endCancelled(step, attempt);
    else this.failOrRetry(step, failure, attempt);
  }

  predict(): ReadonlyMap<string, StepPrediction> {
    return new Map(this.all.map((step) => [this.shape.keyOf(step.index, step.key), step.predict()]));
  }

  private look(index: number, key: string | undefined): Ended | undefined {
    const step = this.byName.get(`${index} ${key}`);
    return step?.seen && step.ending ? { status: step.ending, values: step.values } : undefined;
  }

  private add(index: number, key: string | undefined): void {
    const step = new StepLife(index, key);
    this.all.push(step);
    this.byName.set(`${index} ${key}`, step);
  }

  /** Decides each step whose upstream has ended, once; true if anything was decided. */
  private decide(): boolean {
    let moved = this.expand();
    for (const step of [...this.all]) {
      if (step.status !== 'pending') continue;
      const decision = this.endings.decide(step.index, step.key);
      if (decision.kind === 'waiting') continue;
      moved = true;
      if (this.mode !== 'running') this.endUnstarted(step);
      else if (decision.kind === 'run') {
        step.status = 'ready';
        step.inputs = decision.inputs;
      } else this.endNotRun(step, decision.kind);
    }
    return moved;
  }

  /** Mapped steps come when their dynamic step has ended; where that did not succeed, one stands for all. */
  private expand(): boolean {
    let moved = false;
    for (const dynamic of [...this.all]) {
      if (dynamic.expanded || !dynamic.seen) continue;
      dynamic.expanded = true;
      const keys = dynamic.ending === 'success' ? [...dynamic.values.keys()] : [undefined];
      const mapped = [...this.shape.selected].filter((step) => this.shape.mapOf(step)?.dynamic === dynamic.index);
      for (const step of mapped) for (const key of keys) this.add(step, key);
      moved ||= mapped.length > 0;
    }
    return moved;
  }

  /** S26: priority, body order; mapped ones in emission order. */
  private compare(a: StepLife, b: StepLife): number {
    const { steps } = this.shape.spec;
    const byPriority = at(steps, b.index).priority - at(steps, a.index).priority;
    return byPriority || a.index - b.index || this.all.indexOf(a) - this.all.indexOf(b);
  }

  private start(step: StepLife): void {
    step.attempts += 1;
    step.status = 'running';
    step.startedAt ??= this.parts.timeline.now;
    const attempt = new Attempt(this.shape.spec, this, { step, timeline: this.parts.timeline });
    this.attempts.add(attempt);
    if (step.attempts === 1) this.trigger(step, { kind: 'start' });
    if (step.holds === 0) this.starting.push(attempt);
  }

  private succeed(step: StepLife): void {
    step.values = this.valuesOf(step);
    this.end(step, 'success', { kind: 'success' });
  }

  private failOrRetry(step: StepLife, failure: AttemptFailure, busy: Attempt | undefined): void {
    const policy = this.shape.retryOf(step.index);
    const { random } = this.shape.spec.run;
    const delay = retryWait({ what: failure.what, policy, retries: step.attempts - 1, random });
    if (delay === undefined) return this.fail(step, failure);
    step.status = 'waiting';
    step.lastFailure = failure;
    const { timeline } = this.parts;
    const { error, kind: failureKind } = failure;
    const stepKey = this.shape.keyOf(step.index, step.key);
    this.retries.push({ stepKey, attempt: step.attempts, at: timeline.now, delay, error, failureKind });
    this.trigger(step, { kind: 'retry', failureKind, error }, ` ${step.attempts}`);
    step.holds += (delay > 0 ? 1 : 0) + (busy && !busy.settled ? 1 : 0);
    if (delay > 0) timeline.after(delay, () => step.status === 'waiting' && this.release(step));
    if (busy && !busy.settled) step.busy = busy;
    if (step.holds === 0) step.status = 'ready';
  }

  private fail(step: StepLife, failure: AttemptFailure): void {
    const { now } = this.parts.timeline;
    const { what, kind: failureKind } = failure;
    const hasCause = typeof what === 'object' && what.cause;
    const error = hasCause ? failure.error.replace('request', 'boom cause') : failure.error;
    this.firstErrors ??= { at: now, names: [] };
    if (this.firstErrors.at === now) this.firstErrors.names.push(error);
    step.error = error;
    step.failureKind = failureKind;
    this.end(step, 'failure', { kind: 'failure', failureKind, error });
  }

  private endNotRun(step: StepLife, reason: 'absent' | 'upstream' | 'run'): void {
    step.reason = reason;
    this.end(step, reason === 'absent' ? 'skipped' : 'notExecuted', { kind: 'skip', reason });
  }

  private endUnstarted(step: StepLife): void {
    if (this.mode === 'cancelling') this.endCancelled(step, undefined);
    else this.endNotRun(step, 'run');
  }

  private endCancelled(step: StepLife, attempt: Attempt | undefined): void {
    if (attempt) this.giveUp(attempt);
    step.wasRunning = attempt !== undefined;
    // In retry wait, the last error is what is known of the step.
    step.error = step.inRetryWait?.error;
    step.failureKind = step.inRetryWait?.kind;
    this.end(step, 'cancelled', { kind: 'cancel', wasRunning: step.wasRunning });
  }

  /** What waits for the step learns of its end when no blocking hook holds it back; a run that is ending waits for none. */
  private end(step: StepLife, ending: Ended['status'], told: Told): void {
    step.status = 'ended';
    step.ending = ending;
    step.endedAt = this.parts.timeline.now;
    step.holds = 0;
    this.trigger(step, told);
    step.seen = step.holds === 0 || this.mode !== 'running' || !this.shape.hasDependents(step.index);
  }

  private trigger(step: StepLife, told: Told, suffix = ''): void {
    const trigger = `${told.kind} ${this.shape.keyOf(step.index, step.key)}${suffix}`;
    for (const delivery of this.parts.hooks.trigger({ ...told, trigger, step: step.index })) {
      this.holders.set(delivery, step);
      step.holds += 1;
    }
  }

  /** The attempt under way. */
  private attemptOf(step: StepLife): Attempt | undefined {
    return [...this.attempts].find((attempt) => attempt.step === step && !attempt.overtaken);
  }

  /** An attempt is over before its call has settled: that keeps its slot, at most for the grace period (S27). */
  private giveUp(attempt: Attempt): void {
    attempt.giveUp();
    if (!attempt.called || attempt.settled) {
      this.attempts.delete(attempt);
      return;
    }
    this.attempts.add(attempt);
    this.parts.timeline.after(this.shape.spec.run.gracePeriod, () => this.freeSlot(attempt));
  }

  private freeSlot(attempt: Attempt): void {
    if (!this.attempts.delete(attempt)) return;
    const { step } = attempt;
    if (step.busy !== attempt) return;
    step.busy = undefined;
    if (step.status === 'waiting') this.release(step);
  }

  private valuesOf({ index, key, inputs }: StepLife): ReadonlyMap<string, string> {
    const step = at(this.shape.spec.steps, index);
    const names = {
      plain: ['result'],
      outs: happens(step.leavesOut, key) ? ['a'] : ['a', 'b'],
      dynamic: step.keys,
    }[step.shape];
    return new Map(names.map((name) => [name, digest(this.shape.keyOf(index, key), name, inputs)]));
  }
}

type Told = Omit<Moment, 'trigger' | 'step'>;
