import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from './describe-value';

/** Names of ops, graphs, aliases, outputs, jobs and hooks (S1, S8a). */
export const NAME_PATTERN = /^[A-Za-z0-9_]+$/;

/**
 * The name, checked.
 * @param place whose name it is, for the error: `op 'Etl.load'`
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_NAME`)
 */
export function checkName(name: unknown, place: string): string {
  if (typeof name === 'string' && NAME_PATTERN.test(name)) return name;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_NAME',
    problem: `The name of ${place} is ${describeValue(name)}.`,
    remedy: 'A name has letters A-Z, a-z, digits and _ only.',
  });
}
