import { InvalidInvocationError } from '@hookline/core';
import {
  createPlan,
  type JobDefinition,
  type Plan,
  resolveResources,
  resourcesOf,
  sameStructure,
  selectSteps,
} from '@hookline/core/spi';
import { decodeRequest, lostIn } from '../instance/stored-request';
import { crashOf, type Death } from '../processes/death';
import type { StoredRun } from '../runs/load-run';
import { neededSteps } from '../runs/needed-steps';
import { outputsOf } from '../runs/restore-steps';

/**
 * Why a run cannot go on in this process, though the code of its job is here: the error that it ends with. Its job has
 * another structure by now (D10), it needs a resource that was given by value (D14), or an output that was not stored
 * (D12).
 * @param death of its process; undefined for a run that was queued
 */
export function obstacleTo(run: StoredRun, job: JobDefinition, death: Death | undefined): Error | undefined {
  const plan = presentPlan(run, job);
  if (plan instanceof Error) return changed(run, plan.message);
  const difference = sameStructure(run.snapshot, plan.snapshot);
  if (difference !== undefined) return changed(run, difference);
  const missing = valueNeeded(run, job, plan) ?? outputLost(run);
  if (missing === undefined) return undefined;
  if (death) return crashOf({ ...death, reason: `${death.reason}, and no other can go on with the run: ${missing}` });
  return new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `Run '${run.row.id}' was queued, but no other process can execute it: ${missing}.`,
    remedy: 'Give secrets as references to the environment ({ env: NAME }), and resources as definitions.',
  });
}

/** The plan of a run by the code as it is now; an error where its op selection no longer fits. */
function presentPlan({ row }: StoredRun, job: JobDefinition): Plan | Error {
  const plan = createPlan(job);
  const { opSelection } = decodeRequest(row.config);
  try {
    return opSelection ? selectSteps(plan, opSelection) : plan;
  } catch (error) {
    return error as Error; // ours: it names what the job does not have
  }
}

function changed({ row }: StoredRun, difference: string): Error {
  const rerun = `hookline run rerun ${row.id}`;
  return new InvalidInvocationError({
    code: 'HOOKLINE_JOB_CHANGED',
    problem: `The job '${row.job}' changed since run '${row.id}' was started: ${difference}.`,
    remedy: `With the former code, ${rerun} --from-failure does what is left; ${rerun} does everything with the present one.`,
  });
}

/** A mock is never replaced by the definition that it stands for. */
function valueNeeded({ row }: StoredRun, job: JobDefinition, { stepResources }: Plan): string | undefined {
  const lost = lostIn(row.config);
  if (lost !== undefined) return `the store does not have ${lost}`;
  if (row.notRestorable.length === 0) return undefined;
  const needed = resolveResources(resourcesOf(job), stepResources);
  const key = row.notRestorable.find((each) => needed.has(each) || stepResources.has(each));
  return key === undefined ? undefined : `its resource '${key}' was given as a value`;
}

function outputLost(run: StoredRun): string | undefined {
  const outputs = outputsOf(run.events);
  for (const stepKey of neededSteps(run)) {
    for (const stored of Object.values(outputs.get(stepKey)?.stored ?? {}))
      if (stored.kind === 'lost') return `the output of step '${stepKey}' was not stored: ${stored.reason}`;
  }
  return undefined;
}
