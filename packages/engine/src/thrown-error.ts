import { NonErrorThrown } from '@hookline/core';

/**
 * The error that user code threw, itself: never a wrapper, for hooks and callers rely on its identity (S20). Anything
 * else that was thrown is wrapped once.
 * @param place what threw, for the wrap: `Step 'load'`
 */
export function toError(thrown: unknown, place: string): Error {
  return isErrorLike(thrown) ? thrown : new NonErrorThrown(thrown, place);
}

/** An error of any realm: `instanceof` alone misses those of Node's own modules inside jest. */
export function isErrorLike(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  const tag = Object.prototype.toString.call(thrown);
  return tag === '[object Error]' || tag === '[object DOMException]';
}
