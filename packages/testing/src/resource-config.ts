import type { RunConfig } from '@hookline/core';
import { createPlan, type JobDefinition, type ResourceMap, resolveRunConfig } from '@hookline/core/spi';

/** Resource definitions with config for them. */
export interface ResourceConfigSpec {
  /** The function that the test has called, for errors. */
  readonly builder: string;
  readonly definitions: ResourceMap;
  readonly config: NonNullable<RunConfig['resources']>;
}

/**
 * The parsed config of each resource, by the rules of a run: bound config, env references, defaults of the schemas.
 * @throws InvalidConfigError with all problems
 */
export function resolveResourceConfig({
  builder,
  definitions,
  config,
}: ResourceConfigSpec): ReadonlyMap<string, unknown> {
  const job: JobDefinition = { name: builder, nodes: [], hooks: [], resources: definitions, tags: {} };
  const resolved = resolveRunConfig({
    job,
    plan: createPlan(job),
    definitions,
    values: new Set(),
    options: { runConfig: { resources: config } },
    env: (name) => process.env[name],
  });
  for (const fault of resolved.hookOnlyFaults.values()) throw fault;
  return resolved.resources;
}
