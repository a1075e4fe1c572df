import {
  createPlan,
  type JobDefinition,
  type Plan,
  type RunStore,
  type StepOutput,
  selectedSteps,
  selectSteps,
} from '@hookline/core/spi';
import type { AdoptedRun, Restoration, RestoredStep, Result, Runner, ValueStore } from '@hookline/engine';
import { checkSources, type Inheritance, inheritSteps } from '../runs/inherited-steps';
import { loadRun, type RunReader, type StoredRun } from '../runs/load-run';
import { multipleSteps, type StepOutputs, valuesOf } from '../runs/restore-steps';
import { findRunId } from './find-run';
import type { RerunOptions } from './instance';
import { refuseIncomplete, refuseOtherJob, refuseUnfit } from './refuse-rerun';
import type { RunStarter } from './run-starter';
import { decodeRequest } from './stored-request';

/** What executing a run again needs. */
export interface RerunSpec {
  readonly store: RunReader & Pick<RunStore, 'findRunIds'>;
  readonly runner: Pick<Runner, 'prepare'>;
  readonly starter: RunStarter;
  readonly values: ValueStore;
  /** Tells which steps run again although they had succeeded. */
  say(line: string): void;
}

/**
 * Executes a run again, as a run of its own with the same request. What it takes over from the parent is told in its own
 * events, so that it needs the parent no more.
 */
export async function rerun(spec: RerunSpec, given: string, options: RerunOptions): Promise<Result> {
  const parent = await loadRun(spec.store, await findRunId(spec.store, given));
  const { row } = parent;
  refuseOtherJob(parent, options);
  refuseIncomplete(parent, options);
  const { job, fromFailure, opSelection, signal, ...rest } = options;
  const request = decodeRequest(row.config);
  const parentage = { parentId: row.id, rootId: row.rootId };
  if (!fromFailure && !opSelection) {
    return spec.starter.execute(job, { ...request, ...rest, ...(signal && { signal }) }, parentage);
  }
  const whole = wholePlan(job, request.opSelection);
  refuseUnfit(parent, whole);
  const plan = opSelection ? closure(whole, opSelection) : whole;
  const chosen = opSelection ? selectedSteps(whole, opSelection) : new Set<string>();
  if (opSelection) checkSources({ plan, parent, rerun: chosen });
  const inheritance = inheritSteps({ plan, parent, rerun: chosen });
  for (const { stepKey, reason } of inheritance.again)
    spec.say(`Step '${stepKey}' runs again, for its output was not stored: ${reason}.`);
  const selection = opSelection ? [...plan.indexOf.keys()] : request.opSelection;
  const again = { ...request, ...rest, ...(selection && { opSelection: selection }) };
  const prepare = (own: AbortSignal) => spec.runner.prepare(job, { ...again, signal: own });
  const restore = async () => ({
    adopted: await adoptedRun(inheritance, parent, spec.values),
    isStored: false,
    ...parentage,
  });
  return spec.starter.goOn(prepare, restore, signal);
}

function wholePlan(job: JobDefinition, opSelection: readonly string[] | undefined): Plan {
  const plan = createPlan(job);
  return opSelection ? selectSteps(plan, opSelection) : plan;
}

/** What the selected steps need is in the plan, too, down to the first steps: most of it is taken over. */
function closure(plan: Plan, opSelection: readonly string[]): Plan {
  return selectSteps(
    plan,
    [...selectedSteps(plan, opSelection)].map((key) => `*${key}`),
  );
}

async function adoptedRun({ steps }: Inheritance, parent: StoredRun, values: ValueStore): Promise<AdoptedRun> {
  const restored = new Map<string, RestoredStep>();
  const multiple = multipleSteps(parent);
  const inherited: { stepKey: string; outputs: readonly StepOutput[] }[] = [];
  for (const [stepKey, { keys, stored: found }] of steps) {
    const stored = madeBy(parent.row.id, found);
    const done = { ...INHERITED, ...(await valuesOf({ keys, stored }, multiple.has(stepKey), values)) };
    restored.set(stepKey, done);
    const head = { type: 'step.output', runId: parent.row.id, seq: 0, at: 0, stepKey, attempt: 0 } as const;
    const outputs = Object.entries(stored).map(([output, one]) => ({ ...head, output, keys, stored: one }));
    inherited.push({ stepKey, outputs });
  }
  const restoration: Restoration = {
    steps: restored,
    blocking: new Map(),
    crashOf: () => new Error('No step of a run that begins was under way.'),
    firstFailure: undefined,
  };
  return { events: [], epoch: 1, reason: undefined, startedAt: undefined, inherited, restoration };
}

/** What a manager holds, it holds under the run that made it. */
function madeBy(runId: string, stored: StepOutputs['stored']): StepOutputs['stored'] {
  return Object.fromEntries(
    Object.entries(stored).map(([output, one]) => [output, one.kind === 'manager' ? { runId, ...one } : one]),
  );
}

const INHERITED = {
  ending: 'success',
  attempts: 0,
  startedAt: 0,
  retryAt: undefined,
  error: undefined,
  failureKind: undefined,
} as const;
