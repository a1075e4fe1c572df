import { fakeClock } from '@hookline/testing';
import type { ExecuteInProcess } from '../../../src/index';
import type { Result } from '../../../src/result';
import { createTestExecutor } from '../../engine';
import type { JobSpec } from '../job-spec';
import { buildJob } from './build-job';
import { hookName } from './hooks';
import { RunWorld } from './run-world';
import { Trace } from './trace';

/** What the engine did with a job. */
export interface Observation {
  readonly result: Result;
  readonly trace: Trace;
  /** When the call returned, ms since it began. */
  readonly returnedAt: number;
  /** Of `now()` at the beginning. */
  readonly startedAt: number;
}

/** A run takes less than this, in fake time; else it hangs. */
const DAY = 86_400_000;

/** Runs jobs with the engine, side by side: one scheduler and one clock for all. */
export async function observe(specs: readonly JobSpec[]): Promise<readonly Observation[]> {
  const clock = fakeClock();
  // One source of randomness serves all.
  const shared = createTestExecutor({ clock, random: () => specs[0]?.run.random ?? 0 });
  const startedAt = clock.now();
  const calls = specs.map((spec) => begin(new RunWorld(spec, clock, new Trace()), shared));
  await clock.advance(DAY);
  return Promise.all(calls.map((call) => call.end(startedAt)));
}

function begin(world: RunWorld, shared: ExecuteInProcess) {
  const { clock, trace } = world;
  let returnedAt: number | undefined;
  const running = execute(world, shared).finally(() => {
    returnedAt = clock.monotonic();
  });
  // A failure before the run begins is told by `end`.
  running.catch(() => undefined);
  const end = async (startedAt: number): Promise<Observation> => {
    if (returnedAt === undefined) throw new Error('The run hangs.');
    return { result: await running, trace, returnedAt, startedAt };
  };
  return { end };
}

function execute(world: RunWorld, executeInProcess: ExecuteInProcess): Promise<Result> {
  const { run } = world.spec;
  const hooks = Object.fromEntries(run.disabledHooks.map((hook) => [hookName(hook), { enabled: false }]));
  const config = { ...(run.timeout !== undefined && { timeout: run.timeout }) };
  return executeInProcess(buildJob(world), {
    signal: cancelOf(world),
    maxConcurrent: run.maxConcurrent,
    gracePeriod: run.gracePeriod,
    hookWait: run.hookWait,
    raiseOnError: false,
    runConfig: { hooks, execution: { config } },
    ...(run.selected.length > 0 && { opSelection: run.selected.map((step) => `*${world.stepKey(step)}`) }),
  });
}

function cancelOf({ spec, clock, trace }: RunWorld): AbortSignal {
  const { cancelAt } = spec.run;
  const controller = new AbortController();
  const reason = trace.name(new Error('cancelled'), 'cancelled');
  if (cancelAt === 0) controller.abort(reason);
  else if (cancelAt !== undefined) clock.setTimer(cancelAt, () => controller.abort(reason));
  return controller.signal;
}
