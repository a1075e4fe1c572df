import { InvalidDefinitionError } from '../errors/definition-errors';
import { type WrongArgument, wrongArgumentSpec } from '../util/wrong-argument';

/** The error for a wrong argument of what defines something. */
export function wrongDefinitionArgument(wrong: WrongArgument): InvalidDefinitionError {
  return new InvalidDefinitionError(wrongArgumentSpec(wrong));
}
