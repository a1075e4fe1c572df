import type { z } from 'zod';
import type { Tags } from '../util/json';
import type { HookDefinition } from './hook-definition';
import type { LoggerDefinition } from './logger-definition';
import type { NodeDefinition } from './node-definition';
import type { ResourceMap } from './resource-definition';
import type { RetryPolicy } from './retry-policy';
import type { RunConfig } from './run-config';

/** Phantom carriers of the types of resources and inputs. */
declare const types: unique symbol;

/** What `definitions` adds to each of its jobs. */
export interface SharedDefinitions {
  readonly resources: ResourceMap;
  readonly hooks: readonly HookDefinition[];
  readonly loggers: Readonly<Record<string, LoggerDefinition>>;
}

/** A job: wired nodes with what they need. Made by `defineJob`, `toJob`, `definitions().job`; immutable. */
// biome-ignore lint/suspicious/noExplicitAny: the default stands for unchecked resources and inputs
export interface JobDefinition<out R = any, out I = any> {
  readonly [types]?: { readonly resources: R; readonly inputs: I };
  readonly name: string;
  readonly description?: string;
  readonly nodes: readonly NodeDefinition[];
  /** Op hooks and run hooks of the job itself, in list order. */
  readonly hooks: readonly HookDefinition[];
  /** Absent: all come from `definitions` or `executeInProcess` (S7). */
  readonly resources?: ResourceMap;
  readonly inputs?: z.ZodObject;
  /** Merged under the run config of an execution. */
  readonly config?: RunConfig;
  readonly tags: Tags;
  readonly retryPolicy?: RetryPolicy;
  readonly maxConcurrent?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Present on a job that `definitions` has bound. */
  readonly shared?: SharedDefinitions;
}
