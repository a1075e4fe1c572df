import type { z } from 'zod';
import type { Logger } from '../context/logger';

/** What `create` of a resource gets. */
export interface ResourceInit<C, R> {
  readonly config: C;
  readonly resources: R;
  readonly log: Logger;
  /** Aborted when the timeout of the resource is over or the run is cancelled. */
  readonly signal: AbortSignal;
}

/** Resource definitions by key. `any`: definitions of all types. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a resource definition
export type ResourceMap = Readonly<Record<string, ResourceDefinition<any, any>>>;

/** Phantom carrier of the type of a resource. */
declare const made: unique symbol;

/** A resource: how it is configured, opened and closed. Made by `defineResource`, `hardcodedResource`, `mockResource`. */
export interface ResourceDefinition<out T, S extends z.ZodType = z.ZodType> {
  readonly [made]?: T;
  readonly description?: string;
  /** Absent: the resource takes no config (or has it bound). */
  readonly config?: S;
  readonly requires: ResourceMap;
  /** Milliseconds for `create`, and for `dispose`; default 60,000. */
  readonly timeout: number;
  readonly source: ResourceSource;
  /**
   * The same resource with its whole config bound; run config for it is then `unexpected`.
   * Values may be `env('NAME')` at any leaf.
   */
  configured(config: OrEnv<z.input<S>>): ResourceDefinition<T, z.ZodUndefined>;
}

/** Where the resource comes from: opened by a function, or a value that is there already. */
export type ResourceSource =
  | {
      readonly kind: 'opened';
      readonly create: (init: ResourceInit<unknown, Readonly<Record<string, unknown>>>) => unknown;
      readonly dispose?: (resource: unknown) => unknown;
      /** Config bound by `configured`, with its schema; may hold env references. */
      readonly bound?: { readonly schema: z.ZodType; readonly config: unknown };
    }
  | { readonly kind: 'value'; readonly value: unknown };

/** A reference to an environment variable, resolved when a run starts. JSON: `{ env: 'NAME' }`. */
export interface EnvRef {
  readonly env: string;
}

/** `T` where every leaf may be an env reference instead. */
export type OrEnv<T> = T extends string | number | boolean | null | undefined
  ? T | EnvRef
  : T extends readonly (infer E)[]
    ? readonly OrEnv<E>[]
    : T extends object
      ? { readonly [K in keyof T]: OrEnv<T[K]> }
      : T;

/** What definitions provide: key → type of the opened resource. Types given instead of definitions stand for themselves. */
export type Provided<D> = {
  readonly [K in keyof D]: D[K] extends ResourceDefinition<infer T, infer _> ? T : D[K];
};

/** A deep partial, for mocks; functions stay whole. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a function
export type Partly<T> = T extends (...args: any) => any
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partly<T[K]> }
    : T;
