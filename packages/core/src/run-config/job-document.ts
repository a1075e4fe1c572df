import { isJobDefinition, notAJob } from '../definition/is-job-definition';
import type { JobDefinition } from '../definition/job-definition';
import { resourcesOf } from '../registry/requirements';
import { configDocument, type MappingSection } from './config-document';

/**
 * The run config that a job takes with its own resources.
 * @param caller the function that was called, for the error
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a job
 */
export function jobDocument(job: JobDefinition, caller: string): MappingSection {
  if (isJobDefinition(job)) return configDocument({ job, definitions: resourcesOf(job) });
  throw notAJob(job, `${caller}()`);
}
