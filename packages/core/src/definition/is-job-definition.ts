import type { JobDefinition } from './job-definition';

/** Whether a value is a job that `defineJob`, `toJob` or `definitions` made. */
export function isJobDefinition(value: unknown): value is JobDefinition {
  return (
    typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes) && 'name' in value
  );
}
