import type { InvalidInvocationError } from '../errors/definition-errors';
import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { wrongArgument } from '../util/wrong-argument';
import type { JobDefinition } from './job-definition';

/** Whether a value is a job that `defineJob`, `toJob` or `definitions` made. */
export function isJobDefinition(value: unknown): value is JobDefinition {
  if (typeof value !== 'object' || value === null) return false;
  return holds(() => {
    const { name, nodes, hooks, tags } = value as Partial<JobDefinition>;
    return typeof name === 'string' && Array.isArray(nodes) && Array.isArray(hooks) && isPlainObject(tags);
  });
}

/** The error for a parameter `job` that is none; `of` is the function that got it. */
export function notAJob(given: unknown, of: string): InvalidInvocationError {
  const remedy = "Give a job: defineJob(Etl, 'nightly'), toJob(...) or definitions(...).job('nightly').";
  return wrongArgument({ parameter: 'job', of, given, remedy });
}
