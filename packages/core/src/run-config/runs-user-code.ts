import type { JobDefinition } from '../definition/job-definition';
import type { ResourceDefinition, ResourceMap } from '../definition/resource-definition';
import { resolveResources } from '../registry/resolve-resources';
import { oncePer } from '../util/once-per';
import type { ConfigRequest } from './resolve-run-config';

/** Whether functions of the user may run when this run config is resolved: those of schemas, or getters in what is given. */
export function runsUserCode({ job, definitions, options }: ConfigRequest): boolean {
  const { runConfig, inputs, tags } = options;
  if (runConfig !== undefined || inputs !== undefined || tags !== undefined) return true;
  return hasSchemas(job) || takesConfig(definitions);
}

const hasSchemas = oncePer((job: JobDefinition): boolean => {
  return job.config !== undefined || job.inputs !== undefined || job.nodes.some(({ op }) => op.config !== undefined);
});

function takesConfig(definitions: ResourceMap): boolean {
  const keys = Object.keys(definitions);
  return keys.length > 0 && [...resolveResources(definitions, keys).values()].some(hasConfig);
}

function hasConfig({ config, source }: ResourceDefinition<unknown>): boolean {
  return config !== undefined || (source.kind === 'opened' && source.bound !== undefined);
}
