import { hardcodedResource, InvalidInvocationError } from '@hookline/core';
import {
  describeValue,
  didYouMean,
  isPromise,
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
  const added: [string, ResourceMap[string]][] = [];
  const known = keysOf(job, ofJob);
  const values = new Set<string>();
  const warnings: string[] = [];
  for (const [key, resource] of Object.entries(given)) {
    const remedy = remedyFor(resource);
    if (remedy !== undefined) throw badResource(key, resource, remedy);
    if (!known.has(key)) warnings.push(unused(key, known));
    if (!isResourceDefinition(resource)) values.add(key);
    added.push([key, isResourceDefinition(resource) ? resource : hardcodedResource(resource)]);
  }
  // fromEntries, for a key like __proto__ is a key like any other.
  return { definitions: Object.fromEntries([...Object.entries(ofJob), ...added]), values, warnings };
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
  throw badArgument(
    `Option 'resources.${key}' of executeInProcess() is a resource that the job does not have.`,
    `Did you mean '${near}'?`,
  );
}

function remedyFor(resource: unknown): string | undefined {
  if (resource === undefined)
    return 'Give a value or a definition, or leave the key out (do files import each other?).';
  return isPromise(resource)
    ? 'Await it, or give a definition whose create makes it: defineResource({ create }).'
    : undefined;
}

function badResource(key: string, given: unknown, remedy: string): InvalidInvocationError {
  return badArgument(`Option 'resources.${key}' of executeInProcess() is ${describeValue(given)}.`, remedy);
}

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
