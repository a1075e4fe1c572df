import { InvalidDefinitionError, type Provided, type ResourceMap, type RunConfig } from '@hookline/core';
import { describeValue, isResourceDefinition } from '@hookline/core/spi';
import { silentLogger } from './context-defaults';
import { openResources } from './open-resources';
import { assertFields } from './test-context';

/** Config by key, as under `resources` in run config; a leaf may be `env('NAME')`. */
export type ResourcesConfig<D extends ResourceMap> = {
  readonly [K in keyof D]?: { readonly config: Parameters<D[K]['configured']>[0] };
};

/**
 * Opens resources for a test, dependencies first; `await using` closes them in reverse.
 *
 * When one fails to open, those already open are closed and its error is thrown. When one fails to close, the others
 * are closed nevertheless, then its error is thrown (an AggregateError of several).
 * @param config for definitions that have no config bound by `configured`
 * @returns the open resources by key
 * @throws InvalidConfigError, InvalidDefinitionError (`HOOKLINE_BAD_RESOURCE`, `HOOKLINE_RESOURCE_CYCLE`)
 * @example
 * await using resources = await buildResources({ db }, { db: { config: { url: 'memory:' } } });
 * await resources.db.insert(rows);
 */
export async function buildResources<D extends ResourceMap>(
  definitions: D,
  config: ResourcesConfig<D> = {},
): Promise<Provided<D> & AsyncDisposable> {
  assertDefinitions(definitions);
  const example = "buildResources({ db }, { db: { config: { url: 'memory:' } } })";
  assertFields(config, { parameter: 'config', of: 'buildResources()', example });
  const open = await openResources({
    builder: 'buildResources',
    remedy: 'Give config as second argument: buildResources(definitions, { key: { config: { ... } } }).',
    definitions,
    config: config as NonNullable<RunConfig['resources']>,
    log: silentLogger(),
  });
  return disposable({ ...open.values }, open.close) as Provided<D> & AsyncDisposable;
}

/** The object with a hidden `Symbol.asyncDispose`, so that what prints or compares it does not see it. */
export function disposable(object: object, close: () => Promise<void>): object & AsyncDisposable {
  return Object.defineProperty(object, Symbol.asyncDispose, { value: close }) as object & AsyncDisposable;
}

function assertDefinitions(definitions: unknown): asserts definitions is ResourceMap {
  assertFields(definitions, { parameter: 'definitions', of: 'buildResources()', example: 'buildResources({ db })' });
  const wrong = Object.entries(definitions).find(([, definition]) => !isResourceDefinition(definition));
  if (!wrong) return;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_RESOURCE',
    problem: `Parameter 'definitions.${wrong[0]}' of buildResources() is ${describeValue(wrong[1])}.`,
    remedy: 'Give what defineResource(), hardcodedResource() or mockResource() returns.',
  });
}
