/** Learns how a call of user code ended: exactly one of the two is called, exactly once. */
export interface Settlement {
  returned(value: unknown): void;
  threw(thrown: unknown): void;
}

/** A function of the user with its `this`. */
export interface UserCode {
  readonly fn: (...args: never[]) => unknown;
  readonly self: unknown;
}

/**
 * The one place where user code is called. A plain value settles at once, before this returns; only a promise (or
 * thenable) takes a turn of the event loop.
 */
export function callUserCode(code: UserCode, args: readonly unknown[], settlement: Settlement): void {
  let result: unknown;
  try {
    result = Reflect.apply(code.fn, code.self, args);
    if (isThenable(result)) {
      // A foreign thenable may settle twice, or throw; the promise around it settles once.
      const promise = result instanceof Promise ? result : Promise.resolve(result);
      promise.then(
        (value: unknown) => settlement.returned(value),
        (thrown: unknown) => settlement.threw(thrown),
      );
      return;
    }
  } catch (thrown) {
    settlement.threw(thrown);
    return;
  }
  settlement.returned(result);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' && typeof value !== 'function') return false;
  return value !== null && 'then' in value && typeof value.then === 'function';
}
