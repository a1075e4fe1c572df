import { holds } from './holds';

/** True for a promise, of whatever realm; other objects with a `then` are values like any other. */
export function isPromise(value: unknown): boolean {
  return holds(() => Object.prototype.toString.call(value) === '[object Promise]');
}
