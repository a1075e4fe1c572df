import { join } from 'node:path';
import {
  defineJob,
  dynamic,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  Job,
  Op,
  RunFailureHook,
  type RunFailureHookContext,
  retryPolicy,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { executeOn, openTestInstance, temporaryFolder } from './open-test-instance';

const folder = temporaryFolder();
const told: unknown[] = [];
let failures = 0;

beforeEach(() => {
  told.length = 0;
  failures = 0;
});

class Hooks {
  @SuccessHook() static tell({ stepKey, opInputValues, opOutputValues, deliveryId }: HookContext) {
    told.push([stepKey, opInputValues, opOutputValues, deliveryId]);
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 2, delay: 20 }) }) static flaky({
    deliveryAttempt,
  }: HookContext) {
    told.push(['flaky', deliveryAttempt]);
    failures += 1;
    if (failures < 3) throw new Error('not yet');
  }
  @FailureHook() static failed({ stepKey, opException }: FailureHookContext) {
    told.push([stepKey, opException.message]);
  }
  @RunFailureHook() static runFailed({ failedSteps }: RunFailureHookContext) {
    told.push(failedSteps.map(({ stepKey }) => stepKey));
  }
}

class Ops {
  @Op() list(): { rows: number[] } {
    return { rows: [1, 2] };
  }
  @Op() sum(list: { rows: number[] }): number {
    const sum = list.rows.reduce((a, b) => a + b, 0);
    list.rows.push(99); // what siblings and hooks see is what was produced
    return sum;
  }
  @Op({ dynamic: true }) each(list: { rows: number[] }) {
    return dynamic(list.rows.map((row) => [`k${row}`, row] as const));
  }
  @Op() double(n: number): number {
    return n * 2;
  }
  @Op() total(all: number[]): number {
    return all.length;
  }
  @Op() fail(_: number): void {
    throw new Error('no');
  }
  @Job({ hooks: [Hooks.tell] }) good(this: Wired<Ops>) {
    const list = this.list();
    const items = this.each(list);
    this.sum.after(items)(list);
    this.total(items.map((n) => this.double(n)).collect());
  }
  @Job({ hooks: [Hooks.failed, Hooks.runFailed] }) bad(this: Wired<Ops>) {
    this.fail(this.sum(this.list()));
  }
  @Job() retried(this: Wired<Ops>) {
    this.list.withHooks(Hooks.tell, Hooks.flaky)();
  }
}

describe('a run on an instance', () => {
  it('stores what happened, and hooks see values as they were produced', async () => {
    await using instance = await openTestInstance(join(folder, 'good.db'));
    const result = await executeOn(instance, defineJob(Ops, 'good'), { runId: 'r1' });
    expect(result.success).toBe(true);
    expect(new Map(told.map((each) => [(each as string[])[0], each]))).toEqual(
      new Map(
        [
          ['list', [], { result: { rows: [1, 2] } }, 'r1'],
          ['sum', [{ rows: [1, 2] }], { result: 3 }, 'r1'],
          ['each', [{ rows: [1, 2] }], { result: { k1: 1, k2: 2 } }, 'r1'],
          ['double[k1]', [1], { result: 2 }, 'r1'],
          ['double[k2]', [2], { result: 4 }, 'r1'],
          ['total', [[2, 4]], { result: 2 }, 'r1'],
        ].map(([key, inputs, outputs]) => [key, [key, inputs, outputs, expect.stringMatching(/^r1\/\d+\/tell$/)]]),
      ) as Map<unknown, unknown>,
    );
    const details = await instance.runs.get('r1');
    expect(details).toMatchObject({ status: 'success', job: 'good', rootId: 'r1', notRestorable: [] });
    expect(details.steps).toEqual(result.steps);
    expect(details.deliveries.map(({ state, attempts }) => [state, attempts])).toEqual(Array(6).fill(['delivered', 1]));
  });

  it('stores a failure, and its hooks are delivered', async () => {
    await using instance = await openTestInstance(join(folder, 'bad.db'));
    const result = await executeOn(instance, defineJob(Ops, 'bad'), { runId: 'r2' });
    expect(result.status).toBe('failure');
    expect(told).toEqual([['fail', 'no'], ['fail']]);
    expect(await instance.runs.get('r')).toMatchObject({ id: 'r2', status: 'failure', error: { message: 'no' } });
  });

  it('leaves a hook that failed to the store, which has it tried again', async () => {
    await using instance = await openTestInstance(join(folder, 'retried.db'));
    await executeOn(instance, defineJob(Ops, 'retried'), { runId: 'r3' });
    await instance.close();
    expect(told.slice(1)).toEqual([
      ['flaky', 1],
      ['flaky', 2],
      ['flaky', 3],
    ]);
  });
});
