import type { FailureKind } from '@hookline/core';
import { appendTo } from '../append-to';
import { decideRetry, finalError } from '../retry';
import type { Attempt } from '../steps/attempt';
import { OvertakenCalls } from './overtaken-calls';
import { ReadyQueue } from './ready-queue';
import { type Interrupted, type Restoration, Resumption } from './resumption';
import type { RunCore } from './run-core';
import type { RunStepsParts } from './run-steps-parts';
import { type GraphListener, StepGraph } from './step-graph';
import type { StepEnding, StepRun } from './step-run';

/**
 * The life of the steps of one run: who starts, what an ended attempt means, who waits for what. Everything here is
 * decided inside a turn and recorded as events; ops are called in `call`, after their commit.
 */
export class RunSteps implements GraphListener {
  readonly graph: StepGraph;
  /** Error of the first step that failed. */
  firstFailure: Error | undefined = undefined;
  /** Why running ops are aborted; `undefined` while they are not. */
  abortReason: unknown = undefined;
  private readonly queue = new ReadyQueue();
  /** Attempts that were started and have not ended. */
  private running = 0;
  private readonly overtaken: OvertakenCalls;
  private resumption: Resumption | undefined = undefined;
  /** To be called after the commit. */
  private starting: Attempt[] | undefined = undefined;
  private mail: Attempt[] | undefined = undefined; // ended since the last turn
  private mode: 'running' | 'cancelling' | 'stopped' = 'running';

  constructor(
    private readonly core: RunCore,
    private readonly parts: RunStepsParts,
  ) {
    this.graph = new StepGraph(core.plan, this);
    this.overtaken = new OvertakenCalls(core, (attempt) => this.freed(attempt));
  }

  /** Goes on where another process left off, or with what a parent run has done. */
  resume(restoration: Restoration): void {
    this.resumption = new Resumption(restoration, this.parts);
    this.firstFailure = restoration.firstFailure;
    this.graph.resume((step) => this.resumption?.restore(step, this.graph.hasDependents(step)) === true);
  }

  /** All steps have ended. */
  get ended(): boolean {
    return this.graph.unended === 0;
  }

  /** Calls that were given up have not settled, and still have time to. */
  get unsettled(): boolean {
    return this.overtaken.size > 0;
  }

  /** Ops are to be called after the commit. */
  get calling(): boolean {
    return this.starting !== undefined;
  }

  /** Takes in the attempts that ended since the last turn, and starts what can start. */
  decide(): void {
    this.readMail();
    const { maxConcurrent } = this.core.config.execution;
    while (this.queue.size > 0 && this.running + this.overtaken.size < maxConcurrent) {
      const step = this.queue.pop();
      if (step && step.outcome === undefined) this.start(step);
    }
  }

  /** Calls the ops whose start has been committed. */
  call(): void {
    const { starting } = this;
    if (!starting) return;
    this.starting = undefined;
    for (const attempt of starting) attempt.start();
  }

  /** An attempt has ended, in or out of a turn. */
  attemptEnded(attempt: Attempt): void {
    this.mail = appendTo(this.mail, attempt);
    // With nothing else under way there is nothing that could end in the same turn.
    if (this.running === 1 && this.overtaken.size === 0) this.core.wakeNow();
    else this.core.wake();
  }

  /** A call that was given up has settled. */
  settledLate(attempt: Attempt): void {
    this.core.later(() => {
      const { key: stepKey } = attempt.step;
      const message = `Step '${stepKey}' settled after its attempt had ended: what it returned or threw is dropped.`;
      this.core.log({ level: 'warn', message, stepKey });
      this.overtaken.free(attempt);
    });
  }

  ready(step: StepRun): void {
    const interrupted = this.resumption?.interrupted(step);
    if (interrupted) this.goOn(step, interrupted);
    else if (this.mode === 'running') this.queue.push(step);
    else this.endUnstarted(step);
  }

  notRun(step: StepRun, reason: 'absent' | 'upstream'): void {
    if (this.mode !== 'running') return this.endUnstarted(step);
    this.parts.recorder.notRun(step, reason);
    this.end(step, reason === 'absent' ? 'skipped' : 'notExecuted');
  }

  /** One thing less holds the step back: a blocking delivery, a delay, an overtaken call. */
  release(step: StepRun): void {
    step.holds -= 1;
    if (step.holds === 0) this.proceed(step);
  }

  /** Aborts running ops and cancels all others; those that still run at the end of the grace period are cancelled. */
  cancel(reason: Error): void {
    this.readMail();
    this.mode = 'cancelling';
    this.abortReason = reason;
    this.sweep((step, attempt) => {
      if (attempt?.busy) return attempt.abort(reason);
      if (attempt) this.overtake(attempt, reason, 'exception');
      this.endCancelled(step, attempt);
    });
    if (this.running > 0) this.core.after(this.core.config.execution.gracePeriod, () => this.endGrace(reason));
  }

  /**
   * Ends all steps at once because the run can't go on: running ones fail with this error and kind, those in retry wait
   * with their own last error, the others are not executed.
   */
  stop(error: Error, kind: FailureKind): void {
    this.readMail();
    this.mode = 'stopped';
    this.abortReason = error;
    this.sweep((step, attempt) => {
      if (attempt) this.overtake(attempt, error, kind);
      if (step.current?.error) this.endFailed(step, step.current);
      else this.endUnstarted(step);
    });
  }

  /** Keys of the steps whose ops have been called and have not settled. */
  callsUnderWay(): readonly string[] {
    return this.underWay().flatMap(({ busy, step }) => (busy ? [step.key] : []));
  }

  /** Waits no more for calls that were given up. */
  forgetCalls(): void {
    this.overtaken.freeAll();
  }

  /** Aborts running ops without recording anything: the store is gone. */
  abandon(reason: Error): void {
    this.mode = 'stopped';
    this.abortReason = reason;
    for (const attempt of this.underWay()) attempt.overtake(reason, 'framework');
  }

  private readMail(): void {
    const { mail } = this;
    if (!mail) return;
    this.mail = undefined;
    for (const attempt of mail) this.settle(attempt);
  }

  private start(step: StepRun): void {
    step.attempt += 1;
    const attempt = this.parts.createAttempt(step, step.attempt);
    step.current = attempt;
    step.next = 'call';
    this.running += 1;
    this.parts.recorder.started(step, attempt);
    if (step.holds === 0) this.proceed(step);
  }

  private settle(attempt: Attempt): void {
    this.stopCounting(attempt);
    const { step, error } = attempt;
    if (attempt.busy) this.overtaken.keep(attempt);
    if (!error) this.succeed(step, attempt);
    else if (this.mode === 'cancelling') this.endCancelled(step, attempt);
    else this.retryOrFail(step, attempt, error);
  }

  private succeed(step: StepRun, attempt: Attempt): void {
    step.value = attempt.value;
    step.outputs = attempt.outputs;
    step.captured = attempt.captured;
    this.parts.recorder.succeeded(step, attempt);
    this.end(step, 'success');
  }

  private retryOrFail(step: StepRun, attempt: Attempt, error: Error): void {
    const { plan } = step;
    const { failureKind } = attempt;
    const retries = attempt.number - 1;
    const random = () => this.core.ports.random();
    const delay = decideRetry({ error, failureKind, policy: plan.retryPolicy, retries, random });
    if (delay === undefined) return this.endFailed(step, attempt);
    step.next = 'retry';
    this.parts.recorder.retrying(step, attempt, delay);
    if (delay > 0) {
      step.holds += 1;
      this.core.after(delay, () => this.release(step));
    }
    if (attempt.busy) step.holds += 1;
    if (step.holds === 0) this.proceed(step);
  }

  private endFailed(step: StepRun, attempt: Attempt): void {
    const error = finalError(attempt.error as Error, `Step '${step.key}'`);
    this.firstFailure ??= error;
    this.parts.recorder.failed(step, attempt, error);
    this.end(step, 'failure');
  }

  /** The run is ending: what would have been decided now does not start any more. */
  private endUnstarted(step: StepRun): void {
    if (this.mode === 'cancelling') return this.endCancelled(step, undefined);
    this.parts.recorder.notRun(step, 'run');
    this.end(step, 'notExecuted');
  }

  /** @param attempt the one under way, if any */
  private endCancelled(step: StepRun, attempt: Attempt | undefined): void {
    this.parts.recorder.cancelled(step, attempt);
    this.end(step, 'cancelled');
  }

  /**
   * The outcome is decided; those who wait for the step learn it when no blocking hook holds it back. Where the run is
   * ending, nothing waits for hooks any more.
   */
  private end(step: StepRun, outcome: StepEnding): void {
    step.outcome = outcome;
    step.next = 'end';
    if (step.holds === 0 || this.mode !== 'running' || !this.graph.hasDependents(step)) this.proceed(step);
  }

  private proceed(step: StepRun): void {
    if (step.next === 'call') this.starting = appendTo(this.starting, step.current as Attempt);
    else if (step.next === 'retry') this.queue.push(step);
    else if (step.ending === undefined) {
      step.current = undefined;
      this.graph.end(step, step.outcome as StepEnding);
    }
  }

  private stopCounting(attempt: Attempt): void {
    attempt.underWay = false;
    this.running -= 1;
  }

  private underWay(): readonly Attempt[] {
    return this.graph.steps.flatMap(({ current }) => (current?.underWay ? [current] : []));
  }

  /** Visits all steps that have not ended, those too that come up meanwhile; `attempt`: the one under way. */
  private sweep(visit: (step: StepRun, attempt: Attempt | undefined) => void): void {
    for (let at = 0; at < this.graph.steps.length; at += 1) {
      const step = this.graph.steps[at] as StepRun;
      const { current } = step;
      if (step.outcome === undefined) visit(step, current?.underWay ? current : undefined);
      else this.proceed(step);
    }
  }

  private endGrace(reason: Error): void {
    this.readMail(); // what settled while a commit was under way came in time
    for (const attempt of this.underWay()) {
      this.stopCounting(attempt);
      attempt.overtake(reason, 'exception');
      this.endCancelled(attempt.step, attempt);
    }
  }

  private overtake(attempt: Attempt, error: Error, kind: FailureKind): void {
    this.stopCounting(attempt);
    attempt.overtake(error, kind);
    if (attempt.busy) this.overtaken.keep(attempt);
  }

  private freed(attempt: Attempt): void {
    const { step } = attempt;
    if (step.current === attempt && step.next === 'retry') this.release(step);
  }

  /** A step that was under way: its retry still waits, or its attempt died with its process, which counts as one (D11). */
  private goOn(step: StepRun, { attempt, retryAt }: Interrupted): void {
    step.current = attempt;
    if (retryAt === undefined) return this.retryOrFail(step, attempt, attempt.error as Error);
    step.next = 'retry';
    step.holds += 1;
    this.core.after(Math.max(0, retryAt - this.core.journal.now()), () => this.release(step));
  }
}
