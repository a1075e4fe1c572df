import { type FailureKind, RunCancelledError, type RunStatus, RunTimeoutError, StalledError } from '@hookline/core';
import {
  type Clock,
  type Plan,
  type ResolvedConfig,
  type RunHookKind,
  type RunPart,
  type RunTrigger,
  type Timer,
} from '@hookline/core/spi';
import { Deadlines } from '../deadlines';
import type { EnginePorts } from '../engine-ports';
import type { RunFacts } from '../hooks/hook-context';
import type { Schedulable } from '../scheduler';
import { isErrorLike, toError } from '../thrown-error';
import type { Time } from '../time';
import type { ValueSource } from '../values/value-copies';
import { AfterCommit } from './after-commit';
import { inheritSteps } from './inherit-steps';
import { Journal } from './journal';
import type { RunCore, RunLogLine } from './run-core';
import { createEnding, ENDINGS } from './run-ending';
import type { RunHooks } from './run-hooks';
import { createRunMoment } from './run-moment';
import { createParts } from './run-parts';
import type { RunResources } from './run-resources';
import type { RunSpec } from './run-spec';
import type { RunSteps } from './run-steps';
import { RunTimers } from './run-timers';

/**
 * One run: its phases from creation to the closing of its resources.
 *
 * No arrow function is assigned to a field of what is made per run, step or delivery: V8 makes such functions in its old
 * space, where they keep the whole run behind them alive until the next full collection.
 */
export class Run implements Schedulable, RunCore {
  queued = false;
  soon = false;
  readonly plan: Plan;
  readonly config: ResolvedConfig;
  readonly ports: EnginePorts;
  readonly clock: Clock;
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly journal: Journal;
  readonly facts: RunFacts;
  readonly valueSource: ValueSource | undefined;
  private readonly resources: RunResources;
  private readonly hooks: RunHooks;
  private readonly steps: RunSteps;
  private readonly timers: RunTimers;
  private phase: 'new' | 'opening' | 'running' | 'ended' | 'closing' | 'closed' | 'done' = 'new';
  private tasks: (() => void)[] = [];
  private readonly afterCommit = new AfterCommit();
  private cancelReason: Error | undefined = undefined;
  /** Why the run failed, where that is no step's error. */
  private fault: Error | undefined = undefined;
  private error: Error | undefined = undefined;
  private status: RunStatus = 'running';
  /** The current part has something for the log. */
  private logged = false;
  private startedAt = 0;

  constructor(private readonly spec: RunSpec) {
    const { plan, config, ports, facts, adopted } = spec;
    this.plan = plan;
    this.config = config;
    this.ports = ports;
    this.clock = ports.clock;
    this.time = spec.scheduler.time;
    this.deadlines = new Deadlines(ports.clock);
    this.timers = new RunTimers(ports.clock);
    this.journal = new Journal({ runId: facts.runId, hooks: plan.hooks, epoch: adopted?.epoch ?? 1 }, this.time);
    if (adopted) this.journal.restore(adopted.events);
    this.facts = facts;
    const { resources, hooks, steps, valueSource } = createParts(this, spec.definitions);
    this.resources = resources;
    this.hooks = hooks;
    this.steps = steps;
    this.valueSource = valueSource;
    spec.signal?.addEventListener('abort', this, { once: true });
  }

  wake(): void {
    if (this.phase !== 'done') this.spec.scheduler.wake(this);
  }

  wakeNow(): void {
    if (this.hooks.busy) this.wake();
    else if (this.phase !== 'done') this.spec.scheduler.wakeNow(this);
  }

  wakeSoon(): void {
    if (this.phase !== 'done') this.spec.scheduler.wakeSoon(this);
  }

  /** The signal of the caller is aborted. */
  handleEvent(): void {
    this.later(() => this.cancel());
  }

  later(task: () => void): void {
    this.tasks.push(task);
    this.wake();
  }

  after(ms: number, task: () => void): Timer {
    return this.timers.set(ms, () => this.later(task));
  }

  log({ level, message, data, stepKey }: RunLogLine): void {
    if (this.phase === 'done') return;
    const { journal } = this;
    const head = { runId: journal.runId, seq: journal.nextSeq(), at: journal.now(), stepKey };
    journal.appendLogged({ type: 'log', ...head, level, message, data });
    this.wakeSoon();
  }

  decide(): RunPart | undefined {
    if (this.phase === 'done') return undefined;
    if (this.phase === 'new') this.begin();
    const { tasks } = this;
    if (tasks.length > 0) {
      this.tasks = [];
      for (const task of tasks) task();
    }
    if (this.phase === 'running') this.steps.decide();
    if (this.phase === 'running' && this.steps.ended) this.end();
    if (this.phase === 'ended' || this.phase === 'closed') this.windDown();
    const { journal } = this;
    if (!journal.dirty && !this.afterCommit.pending && !this.steps.calling) return undefined;
    this.logged = journal.logged;
    return journal.take();
  }

  effects(part: RunPart): void {
    this.publish(part);
    // First, so that hooks find the resources of the run being opened and don't open their own.
    this.afterCommit.run();
    this.hooks.dispatch();
    this.steps.call();
  }

  stall(): void {
    this.later(() => {
      const keys = this.phase === 'running' ? this.steps.callsUnderWay() : [];
      if (keys.length === 0 || this.cancelReason) return;
      this.fail(new StalledError(keys), 'framework');
      this.steps.forgetCalls();
    });
  }

  abandon(error: Error): void {
    if (this.phase === 'done') return this.spec.abandoned(error); // nothing, where it had told its end
    this.phase = 'done';
    this.steps.abandon(error);
    this.hooks.abandon();
    this.resources.abort(error);
    this.release();
    void this.resources.close().then(() => this.spec.abandoned(error));
  }

  hooksIdle(): void {
    if (this.phase === 'ended') this.wake();
  }

  private publish(part: RunPart): void {
    if (!this.logged && !this.spec.publisher.everything) return;
    this.time.leave();
    this.spec.publisher.publish(part.events);
  }

  private begin(): void {
    const { adopted } = this.spec;
    this.phase = 'opening';
    if (this.journal.events.length === 0)
      this.journal.append({ type: 'run.created', ...this.head(), jobName: this.facts.jobName });
    if (adopted?.reason !== undefined)
      this.journal.append({ type: 'run.recovered', ...this.head(), reason: adopted.reason });
    if (this.spec.signal?.aborted) return this.cancel();
    if (adopted?.startedAt === undefined) this.start();
    else this.startedAt = adopted.startedAt;
    if (adopted) inheritSteps(this.journal, adopted.inherited);
    for (const message of this.config.warnings) this.log({ level: 'warn', message });
    const { timeout } = this.config.execution;
    if (timeout !== undefined)
      this.after(timeout, () => this.fail(new RunTimeoutError(this.facts.jobName, timeout), 'timeout'));
    if (this.resources.neededByOps) this.afterCommit.push(() => this.open());
    else this.runSteps();
  }

  private start(): void {
    const started = { type: 'run.started', ...this.head() } as const;
    this.startedAt = started.at;
    this.journal.append(started);
    this.trigger(started, 'runStart', 'running');
  }

  private open(): void {
    this.resources.open().then(
      () => this.later(() => this.runSteps()),
      (error: unknown) => this.later(() => this.fail(toError(error, 'A resource'), 'framework')),
    );
  }

  private runSteps(): void {
    if (this.phase !== 'opening') return;
    this.takeUp();
    if (!this.spec.adopted) this.steps.graph.begin();
    this.phase = 'running';
  }

  /** Puts steps where they were, also in a run that ends before it goes on: what has ended must not end again. */
  private takeUp(): void {
    if (this.phase === 'opening' && this.spec.adopted) this.steps.resume(this.spec.adopted.restoration);
  }

  /** Ends the run as failure for a reason of its own. */
  private fail(error: Error, kind: FailureKind): void {
    if (this.isOver || this.cancelReason) return;
    this.fault = error;
    this.takeUp();
    this.phase = 'running';
    this.resources.giveUpOps(error);
    this.steps.stop(error, kind);
  }

  private cancel(): void {
    if (this.isOver || this.fault) return;
    const reason: unknown = this.spec.signal?.reason;
    this.cancelReason = isErrorLike(reason) ? reason : new RunCancelledError(this.facts.jobName, reason);
    this.takeUp();
    this.phase = 'running';
    this.resources.giveUpOps(this.cancelReason);
    this.steps.cancel(this.cancelReason);
  }

  /** Records how the run ended; its hooks fire, and only then its resources are closed. */
  private end(): void {
    this.phase = 'ended';
    const error = this.cancelReason ?? this.fault ?? this.steps.firstFailure;
    const ending = createEnding(this.head(), { error, cancelled: this.cancelReason !== undefined });
    this.error = error;
    this.journal.append(ending);
    const { kind, status } = ENDINGS[ending.type];
    this.status = status;
    this.trigger(ending, kind, status);
  }

  private windDown(): void {
    if (this.hooks.busy) return this.hooks.limitWait(this.cancelReason);
    if (this.steps.unsettled) return;
    if (this.phase === 'ended' && this.resources.used) {
      this.phase = 'closing';
      this.afterCommit.push(() => this.close());
    } else {
      this.phase = 'done';
      this.afterCommit.push(() => this.finish());
    }
  }

  private close(): void {
    void this.resources.close().then(() => {
      this.phase = 'closed';
      this.wake();
    });
  }

  private finish(): void {
    this.release();
    this.journal.close();
    const { status, error } = this;
    this.spec.done({ events: this.journal.events, steps: this.steps.graph.steps, status, error });
  }

  private release(): void {
    this.timers.clear();
    this.deadlines.clear();
    this.spec.signal?.removeEventListener('abort', this);
    this.spec.scheduler.remove(this);
  }

  private trigger(event: RunTrigger, kind: RunHookKind, status: RunStatus): void {
    const hooks = this.plan.runHooks[kind];
    if (hooks.length === 0) return;
    const { journal, plan } = this;
    const startedAt = this.startedAt === 0 ? event.at : this.startedAt;
    this.hooks.trigger(createRunMoment({ event, status, startedAt }, { journal, plan }), hooks);
  }

  private get isOver(): boolean {
    return this.phase !== 'new' && this.phase !== 'opening' && this.phase !== 'running';
  }

  private head() {
    const { journal } = this;
    return { runId: journal.runId, seq: journal.nextSeq(), at: journal.now() };
  }
}
