import type { z } from 'zod';
import type { OpDefinition } from '../definition/op-definition';
import type { ResourceMap } from '../definition/resource-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import type { RunConfig } from '../definition/run-config';
import type { Tags } from '../util/json';

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

/** What `@Job` wrote; `toJob` makes one of a graph. */
export interface JobRecord {
  readonly kind: 'job';
  readonly name: string;
  readonly description?: string;
  readonly hooks: readonly HookReference[];
  readonly resources?: ResourceMap;
  readonly inputs?: z.ZodObject;
  readonly config?: RunConfig;
  readonly tags: Tags;
  readonly retryPolicy?: RetryPolicy;
  readonly maxConcurrent?: number;
  readonly timeout?: number;
}

export type MethodRecord = OpRecord | GraphRecord | JobRecord;
