import {
  defineJob,
  FailureHook,
  type HookContext,
  Job,
  Op,
  type RunHookContext,
  RunSuccessHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { createTestExecutor } from './engine';

const seen: string[] = [];
const execute = createTestExecutor();

beforeEach(() => {
  seen.length = 0;
});

class Hooks {
  @SuccessHook() static success({ stepKey }: HookContext) {
    seen.push(`success ${stepKey}`);
  }
  @FailureHook() static failure({ stepKey }: HookContext) {
    seen.push(`failure ${stepKey}`);
  }
  @RunSuccessHook() static run({ steps }: RunHookContext) {
    seen.push(`run ${Object.keys(steps).join()}`);
  }
}

class Etl {
  @Op() extract(): number {
    return 1;
  }
  @Op() load(n: number): number {
    return n;
  }
  @Op() audit(_: number): never {
    throw new Error('audit');
  }
  @Op() report(n: number): string {
    return `report ${n}`;
  }
  @Job({ hooks: [Hooks.success, Hooks.failure, Hooks.run] }) job(this: Wired<Etl>) {
    const rows = this.extract();
    const audit = this.audit(rows);
    this.report.after(audit)(this.load(rows));
  }
}

describe('opSelection (S8)', () => {
  it.each([
    [['extract'], ['extract']],
    [['*load'], ['extract', 'load']],
    [
      ['extract', 'load', 'report'],
      ['extract', 'load', 'report'],
    ],
  ])('%j runs and tells of %j alone', async (opSelection, keys) => {
    const result = await execute(defineJob(Etl, 'job'), { opSelection });
    expect(Object.keys(result.steps)).toEqual(keys);
    expect(seen).toEqual([...keys.map((key) => `success ${key}`), `run ${keys.join()}`]);
  });

  it('that leaves out where an input comes from throws before there is a run', async () => {
    const events: unknown[] = [];
    const running = execute(defineJob(Etl, 'job'), {
      opSelection: ['load'],
      onEvent: (event) => void events.push(event),
    });
    await expect(running).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_SELECTION',
      message: expect.stringContaining(
        "Input 1 of op 'load' comes from op 'extract', which is not selected.",
      ) as unknown,
    });
    expect(events).toEqual([]);
  });

  it('that is empty is refused', async () => {
    await expect(execute(defineJob(Etl, 'job'), { opSelection: [] })).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_SELECTION',
    });
  });
});
