import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from './describe-value';

/** Names of ops, graphs, aliases, outputs, jobs and hooks (S1, S8a). */
export const NAME_PATTERN = /^[A-Za-z0-9_]+$/;

/** What to do about a name that does not fit the pattern. */
export const NAME_REMEDY = "Give a name of letters A-Z, a-z, digits and _: 'load_rows'.";

/** The one name that objects cannot have as a key like any other: config for it could not be written. */
export const RESERVED_NAME = '__proto__';

/** What to do about the reserved name. */
export const RESERVED_REMEDY = "Give another name: 'proto'. JavaScript keeps this one for itself.";

/**
 * The name, checked.
 * @param place whose name it is, for the error: `op 'Etl.load'`
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_NAME`)
 */
export function checkName(name: unknown, place: string): string {
  const isReserved = name === RESERVED_NAME;
  if (typeof name === 'string' && NAME_PATTERN.test(name) && !isReserved) return name;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_NAME',
    problem: `The name of ${place} is ${describeValue(name)}.`,
    remedy: isReserved ? RESERVED_REMEDY : NAME_REMEDY,
  });
}
