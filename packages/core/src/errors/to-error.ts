import { isErrorLike } from '../util/error-text';
import { NonErrorThrown } from './execution-errors';

/**
 * The error that user code threw, itself: never a wrapper, for hooks and callers rely on its identity (S20). Anything
 * else that was thrown is wrapped once, and so is an error that throws when it is read, for nobody could tell of it.
 * @param place what threw, for the wrap: `Step 'load'`
 */
export function toError(thrown: unknown, place: string): Error {
  return isErrorLike(thrown) ? thrown : new NonErrorThrown(thrown, place);
}
