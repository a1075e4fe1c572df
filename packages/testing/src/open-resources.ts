import type { Logger } from '@hookline/core';
import { resolveResources } from '@hookline/core/spi';
import { ResourceScope, systemClock } from '@hookline/engine';
import { type ResourceConfigSpec, resolveResourceConfig } from './resource-config';

/** What {@link openResources} opens. */
export interface OpenResourcesSpec extends ResourceConfigSpec {
  readonly log: Logger;
}

/** Resources that are open. */
export interface OpenResources {
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Closes them in reverse. Each is closed, whatever others do; then it rejects with the error of the one that failed,
   * or an AggregateError of several.
   */
  readonly close: () => Promise<void>;
}

/**
 * Opens resources with all that they require, dependencies first. When one fails to open, those already open are closed.
 * @throws its error; before any is opened InvalidConfigError, InvalidDefinitionError (a circle)
 */
export async function openResources({ log, ...spec }: OpenResourcesSpec): Promise<OpenResources> {
  const keys = Object.keys(spec.definitions);
  const all = Object.fromEntries(resolveResources(spec.definitions, keys));
  const parsed = resolveResourceConfig({ ...spec, definitions: all });
  const failures: Error[] = [];
  const scope = new ResourceScope({
    definitions: all,
    configOf: (key) => parsed.get(key),
    clock: systemClock,
    log,
    listener: {
      opened: () => undefined,
      closed: () => undefined,
      failed: (_, phase, error) => phase === 'close' && failures.push(error),
    },
  });
  try {
    await scope.open(keys);
  } catch (error) {
    await scope.close();
    throw error;
  }
  const values = Object.fromEntries(keys.map((key) => [key, scope.get(key)]));
  return { values, close: () => closeAll(scope, failures) };
}

async function closeAll(scope: ResourceScope, failures: readonly Error[]): Promise<void> {
  await scope.close();
  const [first, ...others] = failures;
  if (first && others.length > 0) throw new AggregateError(failures, 'Several resources failed to close.');
  if (first) throw first;
}
