import { hardcodedResource } from '@hookline/core';
import { isResourceDefinition, type ResourceMap } from '@hookline/core/spi';

/** The resources of an execution: those of the job, replaced by key with what the caller gives. */
export interface EffectiveResources {
  readonly definitions: ResourceMap;
  /** Keys that a value (no definition) was given for: config for them is ignored. */
  readonly values: ReadonlySet<string>;
}

/** Replaces resources by key with definitions or values. */
export function replaceResources(
  ofJob: ResourceMap,
  given: Readonly<Record<string, unknown>> = {},
): EffectiveResources {
  const definitions: Record<string, ResourceMap[string]> = { ...ofJob };
  const values = new Set<string>();
  for (const [key, resource] of Object.entries(given)) {
    if (resource === undefined) continue;
    if (!isResourceDefinition(resource)) values.add(key);
    definitions[key] = isResourceDefinition(resource) ? resource : hardcodedResource(resource);
  }
  return { definitions, values };
}
