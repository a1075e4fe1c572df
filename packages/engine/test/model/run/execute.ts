import { fakeClock } from '@hookline/testing';
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

/** Runs a job with the engine, on a clock of its own. */
export async function observe(spec: JobSpec): Promise<Observation> {
  const clock = fakeClock();
  const trace = new Trace();
  const world = new RunWorld(spec, clock, trace);
  const { run } = spec;
  const execute = createTestExecutor({ random: () => run.random });
  const controller = new AbortController();
  const reason = trace.name(new Error('cancelled'), 'cancelled');
  if (run.cancelAt === 0) controller.abort(reason);
  else if (run.cancelAt !== undefined) clock.setTimer(run.cancelAt, () => controller.abort(reason));
  const hooks = Object.fromEntries(run.disabledHooks.map((hook) => [hookName(hook), { enabled: false }]));
  const config = { ...(run.timeout !== undefined && { timeout: run.timeout }) };
  const startedAt = clock.now();
  let returnedAt: number | undefined;
  const running = execute(buildJob(world), {
    clock,
    signal: controller.signal,
    maxConcurrent: run.maxConcurrent,
    gracePeriod: run.gracePeriod,
    hookWait: run.hookWait,
    raiseOnError: false,
    runConfig: { hooks, execution: { config } },
    ...(run.selected.length > 0 && { opSelection: run.selected.map((step) => `*${world.stepKey(step)}`) }),
  }).finally(() => {
    returnedAt = clock.monotonic();
  });
  // A failure before the run begins is told by the await below.
  running.catch(() => undefined);
  await clock.advance(DAY);
  if (returnedAt === undefined) throw new Error('The run hangs.');
  return { result: await running, trace, returnedAt, startedAt };
}
