import { hardcodedResource, InvalidInvocationError } from '@hookline/core';
import {
  didYouMean,
  isResourceDefinition,
  type JobDefinition,
  type ResourceMap,
  requirementsOf,
  resolveResources,
  resourcesOf,
} from '@hookline/core/spi';

/** The resources of an execution: those of the job, replaced by key with what the caller gives. */
export interface EffectiveResources {
  readonly definitions: ResourceMap;
  /** Keys that a value (no definition) was given for: config for them is ignored. */
  readonly values: ReadonlySet<string>;
  /** Sentences about given resources that nothing in the job asks for. */
  readonly warnings: readonly string[];
}

/**
 * Replaces resources of a job by key with definitions or values.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for `undefined`, or a key that is nearly one of the job's: a
 * misspelt mock must not let the real resource run
 */
export function replaceResources(
  job: JobDefinition,
  given: Readonly<Record<string, unknown>> = {},
): EffectiveResources {
  const ofJob = resourcesOf(job);
  if (Object.keys(given).length === 0) return { definitions: ofJob, values: NO_VALUES, warnings: [] };
  const definitions: Record<string, ResourceMap[string]> = { ...ofJob };
  const known = keysOf(job, ofJob);
  const values = new Set<string>();
  const warnings: string[] = [];
  for (const [key, resource] of Object.entries(given)) {
    if (resource === undefined) throw undefinedResource(key);
    if (!known.has(key)) warnings.push(unused(key, known));
    if (!isResourceDefinition(resource)) values.add(key);
    definitions[key] = isResourceDefinition(resource) ? resource : hardcodedResource(resource);
  }
  return { definitions, values, warnings };
}

const NO_VALUES: ReadonlySet<string> = new Set();

/** What the job provides or asks for, and what these resources require. */
function keysOf(job: JobDefinition, ofJob: ResourceMap): ReadonlySet<string> {
  const provided = Object.keys(ofJob);
  const required = requirementsOf(job).map(({ key }) => key);
  return new Set([...provided, ...required, ...resolveResources(ofJob, provided).keys()]);
}

function unused(key: string, known: ReadonlySet<string>): string {
  const near = didYouMean(key, known);
  if (near === undefined) return `Resource '${key}' is given, but nothing in the job asks for it.`;
  throw badArgument(`Resource '${key}' is given, but the job has no such resource.`, `Did you mean '${near}'?`);
}

function undefinedResource(key: string): InvalidInvocationError {
  return badArgument(
    `Resource '${key}' of executeInProcess is undefined.`,
    'Give a value or a definition, or leave the key out (do files import each other?).',
  );
}

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
