import type {
  CancelHookContext,
  DeadLetterHookContext,
  FailureHookContext,
  RetryHookContext,
  RunFailureHookContext,
  SkipHookContext,
} from '../context/hook-context';
import type { HookInfo } from '../context/hook-info';
import type { IsAny, UnionToIntersection } from '../util/type-helpers';

/** Whatever resources a hook asks for: they are checked apart. */
// biome-ignore lint/suspicious/noExplicitAny: resources of any type
type AnyResources = any;

/** All that op hooks of any kind get. */
export interface AnyOpHookContext
  extends FailureHookContext<AnyResources>,
    RetryHookContext<AnyResources>,
    SkipHookContext<AnyResources>,
    CancelHookContext<AnyResources> {
  readonly opException: Error;
}

/** A function that can be an op hook. `any`: static methods may use `this`. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type OpHookFunction = (this: any, context: AnyOpHookContext) => unknown;

/** A function that can be a run hook. `any`: static methods may use `this`. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type RunHookFunction = (this: any, context: RunFailureHookContext<AnyResources>) => unknown;

/** A function that can be a hook of last resort. `any`: static methods may use `this`. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type DeadLetterHookFunction = (this: any, context: DeadLetterHookContext<AnyResources>) => unknown;

/** What a list of hooks takes: static methods under a hook decorator, and what function twins return. */
export type HookFunction = OpHookFunction | RunHookFunction | DeadLetterHookFunction;

/** A hook made by a function twin; callable like a static hook method. */
export interface HookTwin<in C> {
  (context: C): unknown;
  readonly hookDef: HookInfo;
}

/** The context that a hook asks for. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type ContextOfHook<H> = H extends (this: any, context: infer C) => unknown ? C : never;

/** The resources of a context. */
export type ResourcesOf<C> = C extends { readonly resources: infer R } ? R : unknown;

/** The resources that a list of hooks asks for together; one that takes resources of any type asks for none. */
export type HookNeeds<H extends readonly unknown[]> = UnionToIntersection<
  H[number] extends infer F ? (F extends unknown ? Declared<ResourcesOf<ContextOfHook<F>>> : never) : never
>;

type Declared<R> = IsAny<R> extends true ? unknown : R;
