import type { z } from 'zod';
import type { HookFunction } from '../definition/hook-function';
import type { ResourceMap } from '../definition/resource-definition';
import { setRecord } from '../metadata/records';
import type { AnyMethod } from '../util/type-helpers';
import type { CheckBody } from './body-checks';
import { decoratedMethod, refuseBareUse } from './decorated-method';
import { type CheckInputs, type CheckResources, type JobOptions, parseJobOptions } from './job-options';
import type { CheckInstance, CheckPublic } from './method-checks';
import { refuseAsync } from './refuse-async';

/** What `@Job(...)` returns: a method decorator that checks the body by type. */
export type JobDecorator<D extends ResourceMap, H extends readonly HookFunction[], I extends z.ZodObject> = <
  T extends object,
  P extends PropertyKey,
  M extends AnyMethod,
>(
  target: T & CheckInstance<T>,
  method: P & CheckPublic<T, P>,
  descriptor: TypedPropertyDescriptor<M> & CheckBody<T, M> & CheckInputs<M, I> & CheckResources<M, D, H>,
) => void;

/**
 * Makes a method the body of a job: it runs once, synchronously, when the job is defined, and wires ops with
 * `this: Wired<TheClass>`.
 * @throws InvalidDefinitionError where it cannot stand, or for an option that cannot be
 */
export function Job<
  // The map of all keys stands for a job that gives none: they come from outside.
  D extends ResourceMap = ResourceMap,
  const H extends readonly HookFunction[] = readonly HookFunction[],
  // biome-ignore lint/complexity/noBannedTypes: a job without inputs takes none
  I extends z.ZodObject = z.ZodObject<{}>,
>(options?: JobOptions<D, H, I>): JobDecorator<D, H, I>;
export function Job(...args: readonly unknown[]) {
  refuseBareUse('@Job', args);
  const [options = {}] = args;
  return (...decoration: [unknown, unknown, unknown]): void => {
    const { owner, method, fn, place } = decoratedMethod({ name: '@Job', placement: 'instance' }, decoration);
    refuseAsync(fn, place);
    setRecord(owner, method, parseJobOptions(options, method, place));
  };
}
