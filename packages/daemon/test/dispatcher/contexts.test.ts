import {
  CancelHook,
  type CancelHookContext,
  defineJob,
  dynamic,
  Failure,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  isError,
  Job,
  Op,
  type OpContext,
  RetryHook,
  type RetryHookContext,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  RunSuccessHook,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { gate, World } from './world';

class HttpError extends Error {
  override name = 'HttpError';
  readonly status = 503;
}

const seen: Record<string, unknown>[] = [];

/** What every op hook tells. */
function common(context: HookContext) {
  const { op, stepKey, attempt, opConfig, opInputValues, opOutputValues, opOutputMetadata, runTags } = context;
  const { deliveryId, deliveryAttempt, triggeredAt } = context as unknown as Record<string, unknown>;
  const { startedAt, endedAt, jobName, runId, hookDef } = context;
  return {
    hook: hookDef.name,
    ...{ op: op.name, stepKey, attempt, opConfig, opInputValues, opOutputValues, opOutputMetadata, runTags },
    ...{ deliveryId, deliveryAttempt, triggeredAt, startedAt, endedAt, jobName, runId },
  };
}

class Hooks {
  @StartHook() static started(context: HookContext) {
    seen.push(common(context));
  }
  @SuccessHook() static succeeded(context: HookContext) {
    seen.push(common(context));
  }
  @FailureHook() static failed(context: FailureHookContext) {
    const { opException, failureKind } = context;
    seen.push({ ...common(context), opException, failureKind });
  }
  @RetryHook() static retried(context: RetryHookContext) {
    const { opException, delay, failureKind } = context;
    seen.push({ ...common(context), opException, delay, failureKind });
  }
  @SkipHook({ reasons: ['absent', 'upstream'] }) static skipped(context: SkipHookContext) {
    seen.push({ ...common(context), skipReason: context.skipReason });
  }
  @CancelHook({ includePending: true }) static cancelled(context: CancelHookContext) {
    seen.push({ ...common(context), wasRunning: context.wasRunning });
  }
  @RunStartHook() static runStarted({ status, steps, hookDef }: RunHookContext) {
    seen.push({ hook: hookDef.name, status, steps });
  }
  @RunSuccessHook() static runSucceeded({ status, steps, hookDef }: RunHookContext) {
    seen.push({ hook: hookDef.name, status, steps });
  }
  @RunFailureHook() static runFailed({ status, steps, failedSteps, error, hookDef }: RunFailureHookContext) {
    seen.push({ hook: hookDef.name, status, steps, failedSteps, error });
  }
}

const OP_HOOKS = [Hooks.started, Hooks.succeeded, Hooks.failed, Hooks.retried, Hooks.skipped, Hooks.cancelled];
let attempts = 0;
let isRunning = gate();

class Ops {
  @Op({ config: z.object({ limit: z.number().default(3) }) }) load(_: OpContext<object, { limit: number }>): {
    rows: number[];
    day: Date;
  } {
    return { rows: [1, 2], day: new Date(0) };
  }
  @Op() sum({ rows }: { rows: number[]; day: Date }): number {
    const sum = rows.reduce((a, b) => a + b, 0);
    rows.push(99);
    return sum;
  }
  @Op({ dynamic: true }) each({ rows }: { rows: number[]; day: Date }) {
    return dynamic([1, 2].map((row) => [`k${row}`, { row, of: rows.length }] as const));
  }
  @Op() double(item: { row: number; of: number }): number {
    return item.row * 2;
  }
  @Op() again(n: number): number {
    return n + 1;
  }
  @Op() total(all: number[]): number {
    return all.length;
  }
  @Op() large(): string {
    return 'x'.repeat(100_000);
  }
  @Op() length(text: string): number {
    return text.length;
  }
  @Op() fail(_: number): number {
    throw new HttpError('unavailable', { cause: new Error('connection reset') });
  }
  @Op() after(_: number): void {
    // never runs
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 200 }) }) flaky(): number {
    attempts += 1;
    if (attempts === 1) throw new Failure({ description: 'not yet', metadata: { attempt: 1 } });
    return attempts;
  }
  @Op() async slow({ signal }: OpContext): Promise<void> {
    isRunning.open();
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }

  @Job({ hooks: [...OP_HOOKS, Hooks.runStarted, Hooks.runSucceeded], tags: { team: 'billing' } })
  good(this: Wired<Ops>) {
    const rows = this.load();
    this.sum(rows);
    const doubled = this.each(rows).map((item) => this.again(this.double(item)));
    this.total(doubled.collect());
    this.length(this.large());
  }

  @Job({ hooks: [...OP_HOOKS, Hooks.runFailed] }) bad(this: Wired<Ops>) {
    this.after(this.fail(this.sum(this.load())));
  }

  @Job({ hooks: OP_HOOKS }) retriedJob(this: Wired<Ops>) {
    this.flaky();
  }

  @Job({ hooks: OP_HOOKS }) slowJob(this: Wired<Ops>) {
    this.slow();
  }
}

const good = defineJob(Ops, 'good');
const bad = defineJob(Ops, 'bad');
const retriedJob = defineJob(Ops, 'retriedJob');
const slowJob = defineJob(Ops, 'slowJob');

const told = (hook: string, stepKey?: string) =>
  seen.find((each) => each['hook'] === hook && (stepKey === undefined || each['stepKey'] === stepKey)) ?? {};

beforeEach(() => {
  seen.length = 0;
  attempts = 0;
  isRunning = gate();
});

describe('the context of a hook in another process', () => {
  it('has config, inputs and outputs as they were when they were produced', async () => {
    const world = new World();
    await world.leave(good, { runConfig: { ops: { load: { config: { limit: 7 } } } }, runId: 'r1' });
    expect(seen).toEqual([]);
    const other = world.process('other');
    await other.know(good);
    expect(await world.drain(other)).toMatchObject({ delivered: 22, retrying: 0 });
    const rows = { rows: [1, 2], day: new Date(0) };
    expect(told('succeeded', 'load')).toMatchObject({
      op: 'load',
      attempt: 1,
      opConfig: { limit: 7 },
      opInputValues: [],
      opOutputValues: { result: rows },
      runTags: { team: 'billing' },
      jobName: 'good',
      runId: 'r1',
      deliveryAttempt: 1,
      deliveryId: expect.stringMatching(/^r1\/\d+\/succeeded$/) as string,
    });
    expect(told('started', 'sum')).toMatchObject({ opInputValues: [rows], opOutputValues: {} });
    expect(told('succeeded', 'sum')).toMatchObject({ opInputValues: [rows], opOutputValues: { result: 3 } });
    expect(told('succeeded', 'length')).toMatchObject({ opInputValues: ['x'.repeat(100_000)] });
    await world.end();
  });

  it('has the values of mapped steps, of their siblings and of what collects them', async () => {
    const world = new World();
    await world.leave(good);
    const other = world.process('other');
    await other.know(good);
    await world.drain(other);
    const items = { k1: { row: 1, of: 2 }, k2: { row: 2, of: 2 } };
    expect(told('succeeded', 'each')).toMatchObject({ opOutputValues: { result: { k1: { row: 1 }, k2: { row: 2 } } } });
    expect(told('succeeded', 'double[k2]')).toMatchObject({
      opInputValues: [{ row: items.k2.row }],
      opOutputValues: { result: 4 },
    });
    expect(told('succeeded', 'again[k1]')).toMatchObject({ opInputValues: [2], opOutputValues: { result: 3 } });
    expect(told('succeeded', 'total')).toMatchObject({ opInputValues: [[3, 5]], opOutputValues: { result: 2 } });
    await world.end();
  });

  it('has the restored error of a failure, told apart by its class', async () => {
    const world = new World();
    await world.leave(bad);
    const other = world.process('other');
    await other.know(bad);
    await world.drain(other);
    const { opException, ...failed } = told('failed');
    expect(failed).toMatchObject({ stepKey: 'fail', failureKind: 'exception', opInputValues: [3], opOutputValues: {} });
    expect(opException).toMatchObject({ name: 'HttpError', message: 'unavailable', status: 503 });
    expect(isError(opException, HttpError)).toBe(true);
    expect((opException as Error).cause).toMatchObject({ message: 'connection reset' });
    expect(told('skipped')).toMatchObject({ stepKey: 'after', skipReason: 'upstream', attempt: 0, opInputValues: [] });
    await world.end();
  });

  it('has each retry with its own error, delay and metadata', async () => {
    const world = new World();
    await world.leave(retriedJob);
    const other = world.process('other');
    await other.know(retriedJob);
    await world.drain(other);
    expect(told('retried')).toMatchObject({
      attempt: 1,
      delay: 200,
      opException: { message: 'not yet' },
      opOutputMetadata: { attempt: 1 },
    });
    expect(told('succeeded')).toMatchObject({ attempt: 2, opOutputValues: { result: 2 } });
    await world.end();
  });

  it('tells a cancel whether the step was running', async () => {
    const world = new World();
    const controller = new AbortController();
    const running = world.leave(slowJob, { signal: controller.signal, gracePeriod: 0 });
    await isRunning.passed;
    controller.abort(new Error('enough'));
    await running;
    const other = world.process('other');
    await other.know(slowJob);
    await world.drain(other);
    expect(told('cancelled')).toMatchObject({ stepKey: 'slow', wasRunning: true });
    await world.end();
  });

  it('has the times of the trigger, not of the delivery', async () => {
    const world = new World();
    const begun = world.clock.now();
    await world.leave(retriedJob);
    await world.clock.advance('1h');
    const other = world.process('other');
    await other.know(retriedJob);
    await world.drain(other);
    const { startedAt, endedAt, triggeredAt } = told('succeeded') as Record<string, number>;
    expect(startedAt).toBeLessThan(begun + 1_000);
    expect(endedAt).toBeGreaterThanOrEqual((startedAt as number) + 200);
    expect(endedAt).toBeLessThan(begun + 60_000);
    expect(triggeredAt).toBe(endedAt);
    await world.end();
  });
});

describe('the context of a run hook in another process', () => {
  it('has the state of the run at its trigger, not as it is by now', async () => {
    const world = new World();
    await world.leave(good);
    const other = world.process('other');
    await other.know(good);
    await world.drain(other);
    expect(told('runStarted')).toMatchObject({ status: 'running', steps: { load: { status: 'pending' } } });
    const { status, steps } = told('runSucceeded') as { status: string; steps: Record<string, { status: string }> };
    expect(status).toBe('success');
    expect(Object.keys(steps)).toContain('double[k1]');
    expect(new Set(Object.values(steps).map((step) => step.status))).toEqual(new Set(['success']));
    await world.end();
  });

  it('has what failed, with its errors', async () => {
    const world = new World();
    await world.leave(bad);
    const other = world.process('other');
    await other.know(bad);
    await world.drain(other);
    expect(told('runFailed')).toMatchObject({
      status: 'failure',
      failedSteps: [{ stepKey: 'fail', error: { message: 'unavailable' } }],
      error: { message: 'unavailable' },
      steps: { after: { status: 'notExecuted' } },
    });
    await world.end();
  });
});
