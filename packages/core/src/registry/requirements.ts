import { resourceKeysOfOp } from '../definition/io-manager-key';
import type { JobDefinition } from '../definition/job-definition';
import type { OpDefinition } from '../definition/op-definition';
import type { ResourceMap } from '../definition/resource-definition';
import { oncePer } from '../util/once-per';
import { definitionError } from '../wiring/definition-error';
import { attachmentsOf, placeOf } from './attachments';
import { resolveResources } from './resolve-resources';

/** A resource that something in a job needs. */
export interface Requirement {
  readonly key: string;
  /** `op 'a' of job 'j'`, `hook 'x' on op 'a' of job 'j'`, `hook 'x' on job 'j'`. */
  readonly requiredBy: string;
}

/** What the ops, their IO managers and the hooks of a job need, those of `definitions` included; each op and hook is named once. */
export const requirementsOf = oncePer((job: JobDefinition): readonly Requirement[] => {
  const ofHooks = attachmentsOf(job).flatMap(({ hook, place, firesAt }) => {
    const requiredBy = `hook '${hook.name}' on ${firesAt ?? place}`;
    return hook.requiredResourceKeys.map((key) => ({ key, requiredBy }));
  });
  return [...ofOps(job), ...ofHooks];
});

function ofOps(job: JobDefinition): readonly Requirement[] {
  const seen = new Set<OpDefinition>();
  return job.nodes.flatMap((node) => {
    if (seen.has(node.op)) return [];
    seen.add(node.op);
    const { requiredResourceKeys } = node.op;
    return resourceKeysOfOp(node.op).map((key, i) => {
      const isIoManager = i === requiredResourceKeys.length;
      return { key, requiredBy: `${isIoManager ? 'ioManagerKey of ' : ''}${placeOf(node, job)}` };
    });
  });
}

/** The definitions that a job's resources come from: its own, else those of `definitions` (S7). */
export function resourcesOf(job: JobDefinition): ResourceMap {
  return job.resources ?? job.shared?.resources ?? NO_RESOURCES;
}

const NO_RESOURCES: ResourceMap = Object.freeze({});

/**
 * Makes sure that all resources which a job needs are among the provided ones, and that these fit together.
 * @throws InvalidDefinitionError (`HOOKLINE_MISSING_RESOURCE`, `HOOKLINE_RESOURCE_CYCLE`, `HOOKLINE_BAD_RESOURCE`)
 */
export function assertProvided(job: JobDefinition, provided: ResourceMap): void {
  checkResources(job, new Set(Object.keys(provided)));
  resolveResources(provided, Object.keys(provided));
}

/**
 * Makes sure that all resources which a job needs are among the provided keys (S7).
 * @throws InvalidDefinitionError (`HOOKLINE_MISSING_RESOURCE`) that names each missing key and who requires it
 */
export function checkResources(job: JobDefinition, provided: ReadonlySet<string>): void {
  const missing = new Map<string, string>();
  for (const { key, requiredBy } of requirementsOf(job)) {
    if (!provided.has(key) && !missing.has(key)) missing.set(key, requiredBy);
  }
  if (missing.size === 0) return;
  const problem = [...missing].map(([key, by]) => `Resource '${key}' is not provided, but ${by} requires it.`);
  const known = provided.size > 0 ? `Provided are: ${[...provided].join(', ')}.` : 'None are provided.';
  throw definitionError('HOOKLINE_MISSING_RESOURCE', problem.join(' '), `${known} ${remedy(job, [...missing.keys()])}`);
}

function remedy(job: JobDefinition, keys: readonly string[]): string {
  const list = keys.map((key) => `${key}: ...`).join(', ');
  if (job.resources) return `Add it: resources: { ${list} } of the job, which must give all that it needs.`;
  if (job.shared) return `Add it: definitions({ resources: { ${list} } }), or resources of the job.`;
  return `Give it: executeInProcess(job, { resources: { ${list} } }), or resources of the job.`;
}
