import type { z } from 'zod';
import { type CheckInputs, type CheckResources, type JobOptions, parseJobOptions } from '../decorators/job-options';
import type { HookFunction } from '../definition/hook-function';
import type { JobDefinition } from '../definition/job-definition';
import type { Class } from '../definition/op-definition';
import type { Provided, ResourceMap } from '../definition/resource-definition';
import type { BodyNames, ResourcesOfBody } from '../wiring/body-types';
import { definitionError } from '../wiring/definition-error';
import { graphMember, methodOf } from '../wiring/members';
import { createJob } from './create-job';
import { recordOf, wrongKind } from './define-job';

/**
 * A job of a graph without parameters, or with one `JobInputs` parameter: the same graph can be several jobs, with
 * other resources and hooks. The graph's own hooks come after those of the options.
 * @throws InvalidDefinitionError for wrong options, wiring, hooks or resources
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) when there is no such graph
 * @example toJob(Notifications, 'slackNotifAll', { name: 'notifAllDev', resources: { slack: mockResource<WebClient>({}) } })
 */
export function toJob<
  T,
  N extends BodyNames<T>,
  // The map of all keys stands for a job that gives none: they come from outside.
  D extends ResourceMap = ResourceMap,
  const H extends readonly HookFunction[] = readonly HookFunction[],
  // biome-ignore lint/complexity/noBannedTypes: a job without inputs takes none
  I extends z.ZodObject = z.ZodObject<{}>,
>(
  owner: Class<T>,
  graph: N,
  options: JobOptions<D, H, I> & CheckInputs<T[N], I> & CheckResources<T[N], D, H>,
): JobDefinition<string extends keyof D ? ResourcesOfBody<T[N]> : Provided<D>, z.input<I>>;
export function toJob(owner: Class, graph: string, options: unknown = {}): JobDefinition<unknown, unknown> {
  const record = recordOf({ owner, method: graph, caller: 'toJob' });
  if (record.kind !== 'graph') throw wrongKind({ owner, method: graph, record, caller: 'toJob' });
  const job = parseJobOptions(options, record.name, `'${owner.name}.${graph}'`);
  refuseParameters(methodOf(owner, graph).length, { jobName: job.name, hasInputs: job.inputs !== undefined });
  return createJob(job, graphMember(owner, graph, record));
}

function refuseParameters(count: number, { jobName, hasInputs }: { jobName: string; hasInputs: boolean }): void {
  if (count > 1) {
    throw definitionError(
      'HOOKLINE_BAD_BODY',
      `The graph of job '${jobName}' has ${count} parameters, which nothing could fill.`,
      'A graph for toJob has no parameters, or one JobInputs parameter.',
    );
  }
  if (count === 0 || hasInputs) return;
  throw definitionError(
    'HOOKLINE_BAD_BODY',
    `The graph of job '${jobName}' has a parameter, but the job has no inputs to fill it.`,
    'Give toJob the inputs: { inputs: z.object({ ... }) }.',
  );
}
