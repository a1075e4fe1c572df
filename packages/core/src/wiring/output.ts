import type { z } from 'zod';
import type { JsonValue } from '../util/json';

declare const value: unique symbol;
declare const items: unique symbol;
declare const given: unique symbol;

/** A value that an op will produce, as the body of a job or graph sees it: it can be passed on, not read. */
export interface Output<out T> {
  readonly [value]: T;
}

/** A number of values, known when the op has run. */
export interface DynamicOutput<out T> {
  readonly [items]: T;
  /** Wires the steps that each value goes through; `each` runs once, and returns one output or nothing. */
  map(each: (item: Output<T>) => undefined): DynamicOutput<void>;
  map<U>(each: (item: Output<T>) => Output<U>): DynamicOutput<U>;
  /** All values that there are, in the order of emission. */
  collect(): Output<T[]>;
}

/** What an invocation gives: an output, a dynamic or mapped one, or an object of them. */
export type Handle =
  | Output<unknown>
  | DynamicOutput<unknown>
  | { readonly [name: string]: Output<unknown> | DynamicOutput<unknown> };

type InputHandles<T> = { readonly [K in keyof T]-?: Output<T[K]> };

/**
 * The parameter of the body of a job with inputs. `JobInputs<typeof schema>` remembers what goes into the schema;
 * `JobInputs<{ rate: number }>` knows only what comes out of it.
 */
export type JobInputs<T> = T extends z.ZodType
  ? InputHandles<z.output<T>> & { readonly [given]: z.input<T> }
  : InputHandles<T>;

/** What goes into the inputs of a body: `z.input` where it names its schema, else what comes out, all of it optional. */
export type GivenInputs<I> = I extends { readonly [given]: infer Z }
  ? Z
  : { readonly [K in keyof I]?: I[K] extends Output<infer X> ? X : never };

type Primitive = string | number | boolean | null | undefined;

/** What no constant can be: handles, and what JSON cannot hold. */
type NotJson =
  | Output<unknown>
  | ((...args: never[]) => unknown)
  | Date
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | bigint
  | symbol;

/** JSON data of the type `T`, as an input may be given instead of an output. */
export type Constant<T> = unknown extends T
  ? JsonValue
  : T extends Primitive
    ? T
    : T extends NotJson
      ? never
      : T extends readonly unknown[]
        ? T
        : T extends object
          ? (object extends T ? never : T) & { readonly [value]?: never }
          : never;

/** What an input of type `T` takes: an output, a constant, or for a list a list of both. */
export type Input<T> =
  | Output<T>
  | Constant<T>
  | ([T] extends [readonly (infer E)[]] ? readonly (Output<E> | Constant<E>)[] : never);
