import type { JobDefinition } from '../definition/job-definition';
import type { JobRecord } from '../metadata/method-record';
import { attachedHooks } from '../wiring/attached-hooks';
import type { GraphMember } from '../wiring/recording';
import { trace } from '../wiring/trace';
import { assertOneHookPerName } from './attachments';
import { assertProvided } from './requirements';

/**
 * The definition of a job: its body is run, its hooks are looked up, its resources are checked if it gives any.
 * @param body the method that is the body; its own hooks (those of a graph that `toJob` runs) come after the job's
 */
export function createJob<R, I>(record: JobRecord, body: GraphMember): JobDefinition<R, I> {
  const { kind: _, hooks, resources, ...rest } = record;
  const own = attachedHooks(hooks, `job '${record.name}'`);
  const job: JobDefinition<R, I> = Object.freeze({
    ...rest,
    nodes: trace({ jobName: record.name, member: body, inputNames: Object.keys(record.inputs?.shape ?? {}) }),
    hooks: Object.freeze([...own, ...body.hooks]),
    ...(resources && { resources: Object.freeze({ ...resources }) }),
  });
  assertOneHookPerName(job);
  if (job.resources) assertProvided(job, job.resources);
  return job;
}
