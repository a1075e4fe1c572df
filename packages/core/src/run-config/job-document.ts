import { isJobDefinition } from '../definition/is-job-definition';
import type { JobDefinition } from '../definition/job-definition';
import { InvalidInvocationError } from '../errors/definition-errors';
import { resourcesOf } from '../registry/requirements';
import { describeValue } from '../util/describe-value';
import { configDocument, type MappingSection } from './config-document';

/**
 * The run config that a job takes with its own resources.
 * @param caller the function that was called, for the error
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a job
 */
export function jobDocument(job: JobDefinition, caller: string): MappingSection {
  if (isJobDefinition(job)) return configDocument({ job, definitions: resourcesOf(job) });
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `${caller} is given ${describeValue(job)}, which is not a job.`,
    remedy: "Give a job: defineJob(Etl, 'nightly'), toJob(...) or definitions(...).job('nightly').",
  });
}
