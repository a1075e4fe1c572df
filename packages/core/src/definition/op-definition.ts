import type { z } from 'zod';
import type { Tags } from '../util/json';
import type { HookDefinition } from './hook-definition';
import type { RetryPolicy } from './retry-policy';

/** A class whose methods are ops, graphs and jobs. `any`: constructors take all kinds of arguments. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a constructor signature
export type Class<T = object> = abstract new (...args: any[]) => T;

/** One declared output of an op; `optional` ones (declared `name?`) may be absent. */
export interface OutputDefinition {
  readonly name: string;
  readonly optional: boolean;
}

/** An op: a decorated method with its options. */
export interface OpDefinition {
  readonly name: string;
  readonly description?: string;
  readonly owner: Class;
  readonly method: string;
  readonly config?: z.ZodType;
  /** Keys of the decorator and of the class's constructor injections. */
  readonly requiredResourceKeys: readonly string[];
  /** Key of a resource, or the name of a built-in one; where it is not given, the instance decides. */
  readonly ioManagerKey?: string;
  /** `[{ name: 'result' }]` unless declared by `outs`. */
  readonly outputs: readonly OutputDefinition[];
  /** Declared by `outs`: the op returns `outs(...)`. */
  readonly multiple: boolean;
  /** The op returns `dynamic(...)`; its one output is `result`. */
  readonly dynamic: boolean;
  readonly retryPolicy?: RetryPolicy;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Higher runs first; default 0. */
  readonly priority: number;
  readonly tags: Tags;
  readonly hooks: readonly HookDefinition[];
}
