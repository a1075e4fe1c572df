import {
  createPlan,
  foldRun,
  isStreamEvent,
  type Plan,
  type RunRow,
  type StreamEvent,
  selectSteps,
} from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import fc from 'fast-check';
import type { StoredRun } from '../../packages/daemon/src/runs/load-run';
import { randomJob } from '../../packages/engine/test/model/generate/random-job';
import type { JobSpec } from '../../packages/engine/test/model/job-spec';
import { buildJob } from '../../packages/engine/test/model/run/build-job';
import { observe } from '../../packages/engine/test/model/run/execute';
import { RunWorld } from '../../packages/engine/test/model/run/run-world';
import { Trace } from '../../packages/engine/test/model/run/trace';

/** A run of a random job up to an event, as it would be stored if its process died there. */
export interface CutRun {
  readonly plan: Plan;
  readonly stored: StoredRun;
  /** Names of the hooks that its run config turns off. */
  readonly disabledHooks: ReadonlySet<string>;
}

/** Which run, where it is cut, and whether a cancel was requested. */
export const randomCut = fc.record({
  spec: randomJob,
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  cancel: fc.boolean(),
});

export type Cut = typeof randomCut extends fc.Arbitrary<infer T> ? T : never;

/** Runs the job with the engine, and cuts its stream before its end. Undefined where nothing is left to do there. */
export async function cutRun({ spec, cut, cancel }: Cut): Promise<CutRun | undefined> {
  const [observation] = await observe([spec]);
  const all = observation?.result.events.filter(isStreamEvent) ?? [];
  const end = all.findIndex(({ type }) => ENDINGS.has(type));
  const events = all.slice(0, 1 + Math.floor(cut * (end - 1)));
  const plan = planOf(spec);
  const stored = storedRun(plan, events, { cancelRequested: cancel });
  const disabled = spec.run.disabledHooks.map((hook) => `h${hook}`);
  return { plan, stored, disabledHooks: new Set(disabled) };
}

const ENDINGS: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed', 'run.cancelled']);

function planOf(spec: JobSpec): Plan {
  const world = new RunWorld(spec, fakeClock(), new Trace());
  const plan = createPlan(buildJob(world));
  const { selected } = spec.run;
  return selected.length === 0
    ? plan
    : selectSteps(
        plan,
        selected.map((step) => `*${world.stepKey(step)}`),
      );
}

/** A run with these events, in the hands of a process. */
export function storedRun(
  { snapshot }: Pick<Plan, 'snapshot'>,
  events: readonly StreamEvent[],
  change: Partial<RunRow>,
): StoredRun {
  const [created] = events;
  const runId = created?.runId ?? 'run1';
  const row: RunRow = {
    id: runId,
    location: 'tests',
    environment: 'test',
    job: snapshot.jobName,
    planHash: 'plan',
    status: 'running',
    config: '{}',
    notRestorable: [],
    parentId: undefined,
    rootId: runId,
    tags: {},
    resume: 'fail',
    priority: 0,
    epoch: 2,
    owner: 'p2',
    lastSeq: events.length,
    recoveries: 1,
    cancelRequested: false,
    createdAt: created?.at ?? 0,
    endedAt: undefined,
    ...change,
  };
  return { row, snapshot, events, state: foldRun(events, snapshot.steps) };
}
