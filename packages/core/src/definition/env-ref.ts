import type { EnvRef } from './resource-definition';
import { wrongDefinitionArgument } from './wrong-definition-argument';

/**
 * Stands in config for the value of an environment variable, read when a run starts. The same as `{ env: NAME }` in YAML.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_ARGUMENT`) for anything but a name
 * @example slackResource.configured({ token: env('SLACK_TOKEN') })
 */
export function env(name: string): EnvRef {
  if (typeof name === 'string' && name !== '') return Object.freeze({ env: name });
  const remedy = "Give the name of an environment variable: env('SLACK_TOKEN').";
  throw wrongDefinitionArgument({ parameter: 'name', of: 'env()', given: name, remedy });
}

/** True for what `env(NAME)` and `{ env: NAME }` give: an object with that one key. */
export function isEnvRef(value: unknown): value is EnvRef {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  const { env: name } = value as { readonly env?: unknown };
  return typeof name === 'string' && name !== '';
}
