import { InvariantError } from '../errors/definition-errors';
import { describeValue } from './describe-value';

/** Closes an exhaustive switch: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new InvariantError(`Unexpected value ${describeValue(value)}.`);
}
