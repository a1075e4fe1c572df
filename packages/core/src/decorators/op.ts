import type { z } from 'zod';
import type { OpContext } from '../context/op-context';
import type { ResourcesOf } from '../definition/hook-function';
import type { Dynamic, Outs } from '../definition/op-result';
import { setRecord } from '../metadata/records';
import type { AnyMethod, IsAny, IsNever } from '../util/type-helpers';
import type { ContextOf, IsBody } from '../wiring/wired';
import type { WiringError } from '../wiring/wiring-error';
import { decoratedMethod, refuseBareUse } from './decorated-method';
import type { CheckHooks, CheckInstance, CheckPublic } from './method-checks';
import { type OpOptions, parseOpOptions } from './op-options';

/** What `@Op(...)` returns: a method decorator that checks the method by type. */
export type OpDecorator<S extends z.ZodType, K extends string, N extends string, Y extends boolean> = <
  T extends object,
  P extends PropertyKey,
  M extends AnyMethod,
>(
  target: T & CheckInstance<T>,
  method: P & CheckPublic<T, P>,
  descriptor: TypedPropertyDescriptor<M> & CheckSignature<M, S, K> & CheckOutputs<Awaited<ReturnType<M>>, N, Y>,
) => void;

/**
 * Makes a public instance method an op: inputs first, context last, and only if wanted.
 * @throws InvalidDefinitionError where it cannot stand, or for an option that cannot be
 * @example
 * @Op({ requiredResourceKeys: ['db'] })
 * load(rows: Row[], context: OpContext<{ db: Db }>): Promise<number> { return context.resources.db.insert(rows); }
 */
export function Op<
  S extends z.ZodType = z.ZodUndefined,
  const K extends string = never,
  const N extends string = never,
  const Y extends boolean = false,
  const H extends readonly AnyMethod[] = readonly AnyMethod[],
>(options?: OpOptions<S, K, N, Y, H> & CheckHooks<H>): OpDecorator<S, K, N, Y>;
export function Op(...args: readonly unknown[]) {
  refuseBareUse('@Op', args);
  const [options = {}] = args;
  return (...decoration: [unknown, unknown, unknown]): void => {
    const { owner, method, place } = decoratedMethod({ name: '@Op', placement: 'instance' }, decoration);
    setRecord(owner, method, parseOpOptions(options, method, place));
  };
}

// `& string` makes the compiler print keys and not the name of the type that computed them.
type CheckSignature<M extends AnyMethod, S extends z.ZodType, K extends string> =
  IsBody<M> extends true
    ? WiringError<'Only the body of a job or a graph declares `this`.'>
    : number extends Parameters<M>['length']
      ? WiringError<'An op has a fixed list of inputs: take an array instead of rest parameters.'>
      : IsNever<ContextOf<M>> extends true
        ? CheckFirst<Parameters<M>[0]>
        : CheckContext<ContextOf<M>, S, K>;

/** Of an op whose last parameter is no context. */
type CheckFirst<P> =
  IsAny<P> extends true
    ? unknown
    : IsNever<P> extends true
      ? unknown
      : // By its keys: where null is not checked strictly, what is not there would pass for a context.
        [keyof OpContext] extends [keyof P]
        ? WiringError<'The context of an op is its last parameter: inputs come first.'>
        : unknown;

type CheckContext<C, S extends z.ZodType, K extends string> = [Exclude<keyof ResourcesOf<C>, K>] extends [never]
  ? CheckConfig<C extends { readonly opConfig: infer O } ? O : unknown, z.output<S>>
  : WiringError<
      'The context uses a resource that requiredResourceKeys does not name.',
      Exclude<keyof ResourcesOf<C>, K> & string
    >;

type CheckConfig<Read, Given> = [Given] extends [Read]
  ? unknown
  : [Exclude<keyof Read, keyof Given>] extends [never]
    ? WiringError<'The config schema yields another type than the context reads.', Given>
    : WiringError<'The config schema lacks a field that the context reads.', Exclude<keyof Read, keyof Given> & string>;

/** The outputs `O` by name, a conditional one as `name?`. */
type Marked<O> = { [K in keyof O & string as object extends Pick<O, K> ? `${K}?` : K]: unknown };

type CheckOutputs<R, N extends string, Y extends boolean> = [R] extends [Outs<infer O>]
  ? [keyof Marked<O>, N] extends [N, keyof Marked<O>]
    ? unknown
    : WiringError<
        '`outs` must name exactly the outputs that the op returns, a conditional one as `name?`.',
        keyof Marked<O>
      >
  : IsNever<N> extends false
    ? WiringError<'An op with `outs` returns `Outs<...>`.', R>
    : [R] extends [Dynamic<unknown>]
      ? Y extends true
        ? unknown
        : WiringError<'An op that returns `Dynamic` has `dynamic: true`.'>
      : Y extends true
        ? WiringError<'An op with `dynamic: true` returns `Dynamic`.', R>
        : unknown;
