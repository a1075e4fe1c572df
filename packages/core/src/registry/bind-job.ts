import type { JobDefinition, SharedDefinitions } from '../definition/job-definition';
import { assertOneHookPerName } from './attachments';
import { assertProvided, resourcesOf } from './requirements';

/**
 * A new definition of the job with what `definitions` shares. A job that is bound already keeps what it has: nearer
 * definitions win by key, hooks of the outer ones come first.
 * @throws InvalidDefinitionError when a resource is missing or two hooks share a name
 */
export function bindJob(job: JobDefinition, shared: SharedDefinitions): JobDefinition {
  const bound: JobDefinition = Object.freeze({ ...job, shared: job.shared ? merge(shared, job.shared) : shared });
  assertOneHookPerName(bound);
  assertProvided(bound, resourcesOf(bound));
  return bound;
}

function merge(outer: SharedDefinitions, inner: SharedDefinitions): SharedDefinitions {
  return Object.freeze({
    resources: Object.freeze({ ...outer.resources, ...inner.resources }),
    hooks: Object.freeze([...new Set([...outer.hooks, ...inner.hooks])]),
    loggers: Object.freeze({ ...outer.loggers, ...inner.loggers }),
  });
}
