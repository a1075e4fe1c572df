import { InvalidInvocationError } from '@hookline/core';
import { type Plan, sameStructure } from '@hookline/core/spi';
import type { StoredRun } from '../runs/load-run';
import type { RerunOptions } from './instance';
import { lostIn } from './stored-request';

/** @throws for a job that is not the one of the run */
export function refuseOtherJob({ row }: Pick<StoredRun, 'row'>, { job }: RerunOptions): void {
  if (job.name === row.job) return;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `Run '${row.id}' is one of job '${row.job}', not of '${job.name}'.`,
    remedy: `Give the job '${row.job}', or run '${job.name}' as a new run.`,
  });
}

/** @throws where the store does not have all that the run was given: a mock is never replaced by its definition (D14) */
export function refuseIncomplete({ row }: Pick<StoredRun, 'row'>, { resources = {}, runConfig }: RerunOptions): void {
  const given = { ...(runConfig?.resources as object | undefined), ...resources };
  const missing = row.notRestorable.find((key) => !Object.hasOwn(given, key));
  const lost = runConfig === undefined ? lostIn(row.config) : undefined;
  if (missing === undefined && lost === undefined) return;
  const what = missing === undefined ? lost : `its resource '${missing}', which was given as a value or with a secret`;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `Run '${row.id}' cannot be executed again as it was: the store does not have ${what}.`,
    remedy:
      'Give it anew: rerun(runId, { job, resources, runConfig }); or run the job as a new run. Secrets given as references to ' +
      'the environment ({ env: NAME }) can be found again.',
  });
}

/** @throws where steps of the run cannot be taken over: it goes on, or its job has another structure by now (D10) */
export function refuseUnfit({ row, snapshot }: StoredRun, plan: Plan): void {
  if (row.endedAt === undefined) {
    throw new InvalidInvocationError({
      code: 'HOOKLINE_BAD_ARGUMENT',
      problem: `Run '${row.id}' has not ended: its steps cannot be taken over yet.`,
      remedy: `Wait for its end (hookline run events ${row.id} --follow), or cancel it.`,
    });
  }
  const difference = sameStructure(snapshot, plan.snapshot);
  if (difference === undefined) return;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_JOB_CHANGED',
    problem: `The job '${row.job}' changed since run '${row.id}': ${difference}.`,
    remedy: 'Its steps cannot be taken over; run the whole job again: hookline run rerun without --from-failure.',
  });
}
