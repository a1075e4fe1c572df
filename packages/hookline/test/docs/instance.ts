// Samples of docs/concepts/instance.md.
import {
  DeadLetterHook,
  type DeadLetterHookContext,
  defineJob,
  executeInProcess,
  FailureHook,
  type FailureHookContext,
  Job,
  Op,
  openInstance,
  retryPolicy,
  type Wired,
} from 'hookline';

/** What arrived, for the test. */
export const told: string[] = [];
/** What breaks the samples. */
export const broken = { receiver: true, load: true };

// #region dead-letter
class Alerts {
  @FailureHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: '10ms' }) })
  static async tellPager({ op }: FailureHookContext) {
    if (broken.receiver) throw new Error('the pager does not answer');
    told.push(op.name);
  }

  /** When a hook is given up: of this job here, in `definitions` of all jobs. */
  @DeadLetterHook()
  static lastResort({ delivery }: DeadLetterHookContext) {
    told.push(`${delivery.hookName} was given up after ${delivery.attempts} attempts: ${delivery.error.message}`);
  }
}
// #endregion

class Nightly {
  @Op() extract(): number[] {
    told.push('extract');
    return [1, 2, 3];
  }

  @Op() load(rows: number[]): number {
    if (broken.load) throw new Error('no room');
    return rows.length;
  }

  @Job({ hooks: [Alerts.tellPager, Alerts.lastResort] })
  nightly(this: Wired<Nightly>) {
    this.load(this.extract());
  }
}

const job = defineJob(Nightly, 'nightly');

export async function execute(storage: string): Promise<string> {
  // #region open
  await using instance = await openInstance(storage); // default: sqlite:.hookline/hookline.db
  const result = await executeInProcess(job, { instance, raiseOnError: false });
  // #endregion
  return result.runId;
}

export async function look(storage: string, print: (line: string) => void): Promise<void> {
  await using instance = await openInstance(storage);
  // #region look
  for (const run of await instance.runs.list({ status: 'failure', limit: 1 })) {
    const { steps, deliveries } = await instance.runs.get(run.id);
    print(`${run.job}: ${steps['load']?.error?.message}`);
    for (const { hook, state, attempts } of deliveries) print(`${hook}: ${state} after ${attempts}`);

    const again = await instance.runs.rerun(run.id, { job, fromFailure: true });
    print(`${again.status}: ${String(again.outputFor('load'))}`);
  }
  // #endregion
}
