import type { JobDefinition } from '../definition/job-definition';
import type { OpDefinition } from '../definition/op-definition';

/** A function that a hook decorator or twin has marked; looked up when the job is defined, not before. */
export type HookReference = (...args: never[]) => unknown;

/** What `@Op` wrote: everything of the definition but its place, with hooks still as functions. */
export interface OpRecord extends Omit<OpDefinition, 'owner' | 'method' | 'hooks'> {
  readonly kind: 'op';
  readonly hooks: readonly HookReference[];
}

/** What `@Graph` wrote. */
export interface GraphRecord {
  readonly kind: 'graph';
  readonly name: string;
  readonly hooks: readonly HookReference[];
}

/** What `@Job` wrote, with hooks still as functions; `toJob` makes one of a graph. */
export interface JobRecord extends Omit<JobDefinition, 'nodes' | 'hooks' | 'shared'> {
  readonly kind: 'job';
  readonly hooks: readonly HookReference[];
}

export type MethodRecord = OpRecord | GraphRecord | JobRecord;
