import { z } from 'zod';
import { RESOURCE_MAP } from '../definition/define-resource';
import type { HookFunction, HookNeeds } from '../definition/hook-function';
import type { Provided, ResourceMap } from '../definition/resource-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import type { RunConfig } from '../definition/run-config';
import type { JobRecord } from '../metadata/method-record';
import { checkName } from '../util/check-name';
import type { Duration } from '../util/duration';
import { isObjectSchema } from '../util/is-schema';
import type { Tags } from '../util/json';
import { parseOptions } from '../util/parse-options';
import { isPlainObject } from '../util/plain-object';
import type { AnyMethod } from '../util/type-helpers';
import type { JobInputs } from '../wiring/output';
import type { GraphNeeds, Lacking } from '../wiring/wired';
import type { WiringError } from '../wiring/wiring-error';
import { COUNT, DESCRIPTION, HOOKS, NAME, parseLimits, TAGS } from './option-schemas';

/** Options of `@Job` and `toJob`. */
export interface JobOptions<
  D extends ResourceMap = ResourceMap,
  H extends readonly HookFunction[] = readonly HookFunction[],
  I extends z.ZodObject = z.ZodObject,
> {
  /** Default: the name of the method. Letters, digits and `_`. */
  readonly name?: string;
  readonly description?: string;
  /** Schema of `inputs` of the run; the body's parameter is then `JobInputs<typeof schema>`. */
  readonly inputs?: I;
  /** All resources that the job needs; without it, `definitions` or `executeInProcess` give them all. */
  readonly resources?: D;
  /** Op hooks of every op, and run hooks. */
  readonly hooks?: H;
  /** Merged under the run config of each run. */
  readonly config?: RunConfig;
  readonly tags?: Tags;
  /** Of every op that has none of its own. */
  readonly retryPolicy?: RetryPolicy;
  /** Steps that run at the same time; default 10. */
  readonly maxConcurrent?: number;
  /** For the whole run; default: no limit. */
  readonly timeout?: Duration;
}

/** Refuses a schema of inputs that does not yield what the body takes. */
export type CheckInputs<M, I extends z.ZodObject> = M extends AnyMethod
  ? Parameters<M> extends []
    ? unknown
    : [JobInputs<I>] extends Parameters<M>
      ? unknown
      : WiringError<'A body takes the inputs of `@Job({ inputs })`, as JobInputs.', JobInputs<I>>
  : unknown;

/** Refuses `resources` that lack what the body (its `R`) or a hook needs; a job without `resources` gets all from outside. */
export type CheckResources<M, D, H extends readonly unknown[]> = string extends keyof D
  ? unknown
  : CheckProvided<GraphNeeds<M>, Provided<D>> & CheckProvided<HookNeeds<H>, Provided<D>>;

type CheckProvided<N, G> = [Lacking<N, G>] extends [never]
  ? unknown
  : WiringError<'The job does not provide a resource that its body or a hook needs.', Lacking<N, G> & string>;

const OPTIONS = z.strictObject({
  name: NAME.optional(),
  description: DESCRIPTION.optional(),
  inputs: z.custom<z.ZodObject>(isObjectSchema, 'Give a z.object({ ... }) of zod 4.').optional(),
  resources: RESOURCE_MAP.optional(),
  hooks: HOOKS.optional(),
  config: z.custom<RunConfig>(isPlainObject, 'Give a run config: { execution: { ... }, ops: { ... } }.').optional(),
  tags: TAGS.optional(),
  retryPolicy: z.unknown().optional(),
  maxConcurrent: COUNT.optional(),
  timeout: z.unknown().optional(),
});

/**
 * The record of a job.
 * @param place the method, for errors: `'Etl.nightly'`
 * @throws InvalidDefinitionError for an option that cannot be
 */
export function parseJobOptions(options: unknown, method: string, place: string): JobRecord {
  const of = `job ${place}`;
  const { timeout, retryPolicy, ...given } = parseOptions(OPTIONS, options, of);
  return Object.freeze({
    ...given,
    ...parseLimits({ timeout, retryPolicy }, of),
    kind: 'job',
    name: given.name ?? checkName(method, of),
    hooks: Object.freeze(given.hooks ?? []),
    tags: Object.freeze(given.tags ?? {}),
  });
}
