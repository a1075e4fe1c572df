import { InvalidConfigError, type RunConfig } from '@hookline/core';
import {
  createPlan,
  type JobDefinition,
  type ResolvedConfig,
  type ResourceMap,
  resolveRunConfig,
} from '@hookline/core/spi';
import { withHandledRejections } from '@hookline/engine';

/** Resource definitions with config for them. */
export interface ResourceConfigSpec {
  /** The function that the test has called, for errors. */
  readonly builder: string;
  /** Where a test gives config, for errors. */
  readonly remedy: string;
  readonly definitions: ResourceMap;
  readonly config: NonNullable<RunConfig['resources']>;
}

/**
 * The parsed config of each resource, as a run of a job whose only op needs them all would get it: bound config, env
 * references, defaults of the schemas.
 * @throws InvalidConfigError with all problems
 */
export function resolveResourceConfig(spec: ResourceConfigSpec): ReadonlyMap<string, unknown> {
  try {
    return resolve(spec).resources;
  } catch (error) {
    throw error instanceof InvalidConfigError ? withoutJob(error, spec) : error;
  }
}

function resolve({ builder, definitions, config }: ResourceConfigSpec): ResolvedConfig {
  const nodes = [nodeOf(Object.keys(definitions))];
  const job: JobDefinition = { name: builder, nodes, hooks: [], resources: definitions, tags: {} };
  const inputs = { job, plan: createPlan(job), definitions, values: new Set<string>() };
  const options = { runConfig: { resources: config } };
  return withHandledRejections(() => resolveRunConfig({ ...inputs, options, env: (name) => process.env[name] }));
}

function nodeOf(requiredResourceKeys: readonly string[]): JobDefinition['nodes'][number] {
  const name = 'test';
  const outputs = [{ name: 'result', optional: false }];
  const shape = { outputs, multiple: false, dynamic: false, priority: 0, tags: {}, hooks: [] };
  const op = { ...shape, name, owner: Object, method: name, requiredResourceKeys };
  return { key: name, name, graphs: [], op, inputs: [], after: [], hooks: [], tags: {} };
}

/** There is no job in such a test: the heading names the function that was called. */
function withoutJob(
  { message, errors, cause }: InvalidConfigError,
  { builder, remedy }: ResourceConfigSpec,
): InvalidConfigError {
  const report = message.replace(`config for job ${builder}`, `resource config for ${builder}`);
  return new InvalidConfigError({ report: `${report}\n${remedy}`, errors, cause });
}
