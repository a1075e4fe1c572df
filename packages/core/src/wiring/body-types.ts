import type { Provided } from '../definition/resource-definition';
import type { AnyMethod, IsAny } from '../util/type-helpers';
import type { GivenInputs } from './output';
import type { GivenTo } from './wired';

/** The names of the methods of `T` that are bodies of jobs or graphs: those that declare `this: Wired<...>`. */
export type BodyNames<T> = {
  [K in keyof T & string]: T[K] extends AnyMethod ? (unknown extends ThisParameterType<T[K]> ? never : K) : never;
}[keyof T & string];

/** What the inputs of a run of this body may be. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type InputsOfBody<M> = M extends (this: any, inputs: infer I) => unknown
  ? unknown extends I
    ? object
    : GivenInputs<I>
  : object;

/** The opened resources that a body is given; `any` (nothing to check) where it does not say. */
// biome-ignore lint/suspicious/noExplicitAny: nothing to check
export type ResourcesOfBody<M> = IsAny<GivenTo<M>> extends true ? any : Provided<Exclude<GivenTo<M>, undefined>>;
