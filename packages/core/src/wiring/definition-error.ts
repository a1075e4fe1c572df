import type { ErrorCode } from '../errors/catalogue';
import { InvalidDefinitionError } from '../errors/definition-errors';

/** An `InvalidDefinitionError` of two sentences: what is wrong and where, and what to do about it. */
export function definitionError(code: ErrorCode, problem: string, remedy: string): InvalidDefinitionError {
  return new InvalidDefinitionError({ code, problem: capitalized(problem), remedy });
}

/** Places start in lower case (`op 'a' of job 'j'`), sentences do not; names of functions stay as they are. */
function capitalized(sentence: string): string {
  return /^\w+\(/.test(sentence) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
