import { z } from 'zod';
import type { Logger } from '../context/logger';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { type Duration, toTimeout } from '../util/duration';
import { holds } from '../util/holds';
import { isCallable } from '../util/is-callable';
import { isPromise } from '../util/is-promise';
import { isObjectSchema, isSchema } from '../util/is-schema';
import { parseOptions } from '../util/parse-options';
import { isPlainObject } from '../util/plain-object';
import type { Partly, Provided, ResourceDefinition, ResourceMap, ResourceSource } from './resource-definition';
import { wrongDefinitionArgument } from './wrong-definition-argument';

/** What {@link defineResource} takes. */
export interface ResourceOptions<T, S extends z.ZodType, D extends ResourceMap> {
  readonly description?: string;
  /** Schema of `resources.<key>.config` in run config; without it the resource takes none. */
  readonly config?: S;
  /** Resources that this one needs, by key; the default of their key, which a job may replace. */
  readonly requires?: D;
  /** For `create`, and for `dispose`; default 60 s. */
  readonly timeout?: Duration;
  /** Opens the resource: once per run and process, after those it requires. */
  create(init: {
    readonly config: z.output<S>;
    readonly resources: Provided<D>;
    readonly log: Logger;
    /** Aborted when the timeout is over or the run is cancelled. */
    readonly signal: AbortSignal;
  }): T | Promise<T>;
  /** Closes the resource, before those it requires. */
  dispose?(resource: NoInfer<T>): unknown;
}

type Opened = Extract<ResourceSource, { kind: 'opened' }>;

const DEFAULT_TIMEOUT = 60_000;

/** A record of resource definitions, as an option. */
export const RESOURCE_MAP = z.record(
  z.string(),
  z.custom<ResourceDefinition<unknown>>(
    isResourceDefinition,
    'Give what defineResource, hardcodedResource or mockResource returns (undefined: do files import each other?).',
  ),
  'Give an object: resource key → definition.',
);

const OPTIONS = z.strictObject({
  description: z.string('Give a text.').optional(),
  config: z.custom<z.ZodType>(isSchema, 'Give a schema of zod 4, for example z.object({ ... }).').optional(),
  requires: RESOURCE_MAP.optional(),
  timeout: z.unknown().optional(),
  create: z.custom<Opened['create']>(isCallable, 'Give a function that returns the resource.'),
  dispose: z.custom<NonNullable<Opened['dispose']>>(isCallable, 'Give a function that closes the resource.').optional(),
});

/**
 * A resource: how it is configured, opened and closed. The types of `config` and `resources` are inferred.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`, `HOOKLINE_BAD_RESOURCE`)
 * @example
 * const slack = defineResource({
 *   config: z.object({ token: secret(z.string()) }),
 *   create: ({ config }) => new WebClient(config.token),
 * });
 */
// biome-ignore lint/complexity/noBannedTypes: a resource that requires nothing is given an empty record
export function defineResource<T, S extends z.ZodType = z.ZodUndefined, D extends ResourceMap = {}>(
  options: ResourceOptions<T, S, D>,
): ResourceDefinition<T, S> {
  const { create, dispose, timeout, ...rest } = parseOptions(OPTIONS, options, 'defineResource()');
  return resource({
    ...rest,
    timeout: timeout === undefined ? DEFAULT_TIMEOUT : toTimeout(timeout, "Option 'timeout' of defineResource()"),
    source: Object.freeze({ kind: 'opened', create, ...(dispose && { dispose }) }),
  });
}

/**
 * A value that is there already, as a resource: it takes no config, and nothing opens or closes it.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_ARGUMENT`) for undefined, a promise, or a definition as value
 */
export function hardcodedResource<T>(value: T, description?: string): ResourceDefinition<T, z.ZodUndefined> {
  checkResourceValue(value, 'hardcodedResource()');
  if (description !== undefined && typeof description !== 'string') {
    const remedy = "Give a text, or nothing: hardcodedResource(db, 'the test database').";
    throw wrongDefinitionArgument({ parameter: 'description', of: 'hardcodedResource()', given: description, remedy });
  }
  return valueResource(value, description);
}

function valueResource<T>(value: T, description?: string): ResourceDefinition<T, z.ZodUndefined> {
  const source = Object.freeze({ kind: 'value' as const, value });
  return resource({ ...(description !== undefined && { description }), timeout: DEFAULT_TIMEOUT, source });
}

/** Refuses what is never meant as the value of a resource: ops would find it out much later. */
function checkResourceValue(value: unknown, of: string): void {
  const remedy = remedyForValue(value);
  if (remedy !== undefined) throw wrongDefinitionArgument({ parameter: 'value', of, given: value, remedy });
}

function remedyForValue(value: unknown): string | undefined {
  if (value === undefined)
    return 'Give the value that ops and hooks shall get (undefined: do files import each other?).';
  if (isPromise(value)) return 'Await it, or open it per run: defineResource({ create: () => connect() }).';
  return isResourceDefinition(value) ? 'It is a resource definition already: use it as it is.' : undefined;
}

/**
 * A mock of a resource, of which only the parts that are used need to be there.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_ARGUMENT`) for undefined, a promise, or a definition as value
 * @example mockResource<WebClient>({ chat: { postMessage: async () => ({ ok: true }) } })
 */
export function mockResource<T>(value: Partly<T>): ResourceDefinition<T, z.ZodUndefined> {
  checkResourceValue(value, 'mockResource()');
  return valueResource(value as T);
}

/** True for what `defineResource`, `hardcodedResource` and `mockResource` return, of whatever copy of the package. */
export function isResourceDefinition(value: unknown): value is ResourceDefinition<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return holds(() => {
    const { source, configured } = value as Partial<ResourceDefinition<unknown>>;
    return typeof configured === 'function' && (source?.kind === 'opened' || source?.kind === 'value');
  });
}

/** What is in it is parsed when a run starts, for it may hold env references. */
function checkBoundConfig(schema: z.ZodType, config: unknown): void {
  const isWrong = isObjectSchema(schema) ? !isPlainObject(config) : isPromise(config);
  if (!isWrong) return;
  const keys = isObjectSchema(schema) ? Object.keys(schema.shape) : [];
  const remedy = `Give the config of the resource as a plain object: configured({ ${keys.map((key) => `${key}: ...`).join(', ')} }).`;
  throw wrongDefinitionArgument({ parameter: 'config', of: 'configured()', given: config, remedy });
}

type Fields = Omit<ResourceDefinition<unknown>, 'configured' | 'requires'> & { readonly requires?: ResourceMap };

function resource<T, S extends z.ZodType>(fields: Fields): ResourceDefinition<T, S> {
  const made = {
    ...fields,
    requires: Object.freeze(fields.requires ?? {}),
    configured: (config: unknown) => bind(fields, config),
  };
  return Object.freeze(made) as unknown as ResourceDefinition<T, S>;
}

function bind<T>({ config: schema, source, ...rest }: Fields, config: unknown): ResourceDefinition<T, z.ZodUndefined> {
  if (schema !== undefined && source.kind === 'opened') {
    checkBoundConfig(schema, config);
    return resource({ ...rest, source: Object.freeze({ ...source, bound: Object.freeze({ schema, config }) }) });
  }
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_RESOURCE',
    problem: 'configured() is called on a resource that takes no config, or has it bound already.',
    remedy: 'Leave the call out, or give the resource a `config` schema.',
  });
}
