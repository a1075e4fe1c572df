import { types } from 'node:util';

/** Has a rejection told, where nobody waits for what a user's function gives: it would end the process. */
export function onRejection(given: unknown, tell: (thrown: unknown) => void): void {
  // Of any realm; a foreign thenable does nothing unless it is asked.
  if (types.isPromise(given)) void Promise.prototype.then.call(given, undefined, tell);
}
