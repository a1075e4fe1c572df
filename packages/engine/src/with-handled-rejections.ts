import { promiseHooks } from 'node:v8';

/**
 * Runs synchronous work that calls functions of the user. Where it throws, the promises that were made meanwhile are
 * nobody's, as that of an async check in a config schema: their rejections must not end the process.
 * @throws what the work throws
 */
export function withHandledRejections<T>(work: () => T): T {
  const made: Promise<unknown>[] = [];
  const stop = promiseHooks.onInit((promise) => made.push(promise)) as () => void;
  try {
    return work();
  } catch (error) {
    stop();
    for (const promise of made) void Promise.prototype.then.call(promise, undefined, () => undefined);
    throw error;
  } finally {
    stop();
  }
}
