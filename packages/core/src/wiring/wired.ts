import type { OpContext } from '../context/op-context';
import type { DeadLetterHookFunction, HookNeeds, OpHookFunction, ResourcesOf } from '../definition/hook-function';
import type { Dynamic, Outs } from '../definition/op-result';
import type { Provided } from '../definition/resource-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import type { Tags } from '../util/json';
import type { AnyMethod, Init, IsAny, IsNever, Last } from '../util/type-helpers';
import type { DynamicOutput, Handle, Input, Output } from './output';
import type { WiringError } from './wiring-error';

declare const owner: unique symbol;
declare const resources: unique symbol;

/**
 * A class of ops as the body of a job or graph sees it: every op takes and returns outputs, promises are unwrapped and
 * the context is gone. `R`: the resources that the body is given, as definitions or types by key; without it, needs are
 * checked when the job is defined.
 */
// The `as` clause only filters: one that renames would cost editors the way from `this.extract` to the method.
// biome-ignore lint/suspicious/noExplicitAny: without R there is nothing to check
export type Wired<C, R = any> = {
  readonly [N in keyof C as C[N] extends AnyMethod ? N : never]: Wire<C[N], Given<R>>;
} & {
  readonly [owner]?: C;
  readonly [resources]?: R;
};

type Wire<M, R> = M extends AnyMethod
  ? IsBody<M> extends true
    ? WiredGraph<GraphInputs<Parameters<OmitThisParameter<M>>>, GraphResult<ReturnType<M>>, GraphNeeds<M>, R>
    : WiredOp<InputsOf<M>, Produced<Awaited<ReturnType<M>>>, OpNeeds<M>, R>
  : never;

/** An op in a body: call it to invoke it, or give this invocation a policy first. */
// A function type and not a call signature of the interface: editors then go from a call to the op and not to this line.
export type WiredOp<A extends readonly unknown[], T, N, R> = Call<A, T, N, R> & OpPolicies<A, T, N, R>;

/** A graph in a body: call it to invoke it, or give this invocation a policy first. */
export type WiredGraph<A extends readonly unknown[], T, N, R> = Call<A, T, N, R> & GraphPolicies<A, T, N, R>;

/** Policies of one invocation of an op; each gives a new op to invoke. */
export interface OpPolicies<A extends readonly unknown[], T, N, R> {
  /** Names this invocation, in the run config too. */
  alias(name: string): WiredOp<A, T, N, R>;
  /** Adds op hooks to this invocation only. */
  withHooks<const H extends readonly AnyMethod[]>(...hooks: H & OpLevel<H> & HooksFit<H, R>): WiredOp<A, T, N, R>;
  withTags(tags: Tags): WiredOp<A, T, N, R>;
  /** Wins over the policies of the op and the job (S5). */
  withRetryPolicy(policy: RetryPolicy): WiredOp<A, T, N, R>;
  /** A whole number; higher runs first. */
  withPriority(priority: number): WiredOp<A, T, N, R>;
  /** Waits for other steps without using their values. */
  after(...upstream: readonly Handle[]): WiredOp<A, T, N, R>;
}

/** Policies of one invocation of a graph; hooks and tags go inward to its ops. */
export interface GraphPolicies<A extends readonly unknown[], T, N, R> {
  /** Names this invocation, in the run config too. */
  alias(name: string): WiredGraph<A, T, N, R>;
  /** Adds op hooks to each op of this invocation. */
  withHooks<const H extends readonly AnyMethod[]>(...hooks: H & OpLevel<H> & HooksFit<H, R>): WiredGraph<A, T, N, R>;
  withTags(tags: Tags): WiredGraph<A, T, N, R>;
  /** Each op of this invocation waits for other steps without using their values. */
  after(...upstream: readonly Handle[]): WiredGraph<A, T, N, R>;
}

/** A call whose `this` cannot be satisfied where resources are lacking: an extra argument would say "Expected 1 arguments". */
type Call<A extends readonly unknown[], T, N, R> = [Lacking<N, R>] extends [never]
  ? (...inputs: A) => T
  : (this: NotGiven<Lacking<N, R>>, ...inputs: A) => T;

type NotGiven<K> = WiringError<
  'The body is not given a resource that this needs. Add it to Wired<..., { ... }> and to @Job({ resources }).',
  K & string
>;

type HooksFit<H extends readonly unknown[], R> = [Lacking<HookNeeds<H>, R>] extends [never]
  ? unknown
  : NotGiven<Lacking<HookNeeds<H>, R>>;

/** The keys of `N` that `R` lacks, or has with another type. */
export type Lacking<N, R> =
  IsAny<R> extends true ? never : { [K in keyof N]: K extends keyof R ? (R[K] extends N[K] ? never : K) : K }[keyof N];

/** Hooks that fire per op; refuses others with a sentence. */
export type OpLevel<H extends readonly unknown[]> = H[number] extends OpHookFunction
  ? unknown
  : H[number] extends OpHookFunction | DeadLetterHookFunction
    ? WiringError<'A dead-letter hook reacts to deliveries, not to ops: attach it to @Job({ hooks }).'>
    : WiringError<'A run hook fires once per run: attach it to @Job({ hooks }).'>;

// biome-ignore lint/suspicious/noExplicitAny: without R there is nothing to check
type Given<R> = IsAny<R> extends true ? any : Provided<R>;

/** Bodies of jobs and graphs declare `this`; ops do not. */
export type IsBody<M extends AnyMethod> = unknown extends ThisParameterType<M> ? false : true;

/** The class that a body is wired to; `unknown` for anything but a body. */
export type OwnerOf<M extends AnyMethod> = ThisParameterType<M> extends { readonly [owner]?: infer C } ? C : unknown;

/** The `R` of a body's `Wired<C, R>`; `any` without. */
export type GivenTo<M> = M extends AnyMethod
  ? ThisParameterType<M> extends { readonly [resources]?: infer R }
    ? R
    : unknown
  : unknown;

/** The resources that a body declares; nothing without R. */
export type GraphNeeds<M> = IsAny<GivenTo<M>> extends true ? object : Provided<Exclude<GivenTo<M>, undefined>>;

type OpNeeds<M> = IsNever<ContextOf<M>> extends true ? object : ResourcesOf<ContextOf<M>>;

/** The context that an op takes; `never` where it takes none. */
export type ContextOf<M> = M extends (this: never, ...args: infer A) => unknown
  ? IsAny<Last<A>> extends true
    ? never
    : // biome-ignore lint/suspicious/noExplicitAny: a context with any resources and config
      Last<A> extends OpContext<any, any>
      ? Last<A>
      : never
  : never;

type InputsOf<M extends AnyMethod> =
  IsNever<ContextOf<M>> extends true ? Bound<Parameters<M>> : Init<Bound<Parameters<M>>>;

// Each input must be bound, an optional one too. Boxing it through `-?` keeps its `undefined`.
type Boxed<A extends readonly unknown[]> = { [I in keyof A]-?: [Input<A[I]>] };
type Unboxed<B extends readonly unknown[]> = { [I in keyof B]: B[I] extends [infer X] ? X : never };
type Bound<A extends readonly unknown[]> = Unboxed<Boxed<A>>;

/** What an invocation of an op gives. */
type Produced<T> =
  IsAny<T> extends true
    ? Output<T>
    : IsNever<T> extends true
      ? Output<never>
      : [T] extends [Outs<infer O>]
        ? { readonly [N in keyof O]-?: Output<Exclude<O[N], undefined>> }
        : [T] extends [Dynamic<infer I>]
          ? DynamicOutput<I>
          : Output<T>;

type GraphInputs<A extends readonly unknown[]> = { [I in keyof A]: A[I] extends Output<infer X> ? Input<X> : A[I] };

/** A graph that returns nothing still has a handle. */
// biome-ignore lint/suspicious/noConfusingVoidType: the return type of a body
type GraphResult<T> = IsAny<T> extends true ? T : [T] extends [void] ? Output<void> : T;
