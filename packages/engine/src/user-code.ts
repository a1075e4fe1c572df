import { followThenable, type Then, thenOf } from './follow-thenable';

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
    const then = thenOf(result);
    if (then !== undefined) return awaitSettlement(result, then, settlement);
  } catch (thrown) {
    settlement.threw(thrown);
    return;
  }
  settlement.returned(result);
}

function awaitSettlement(given: unknown, then: Then, settlement: Settlement): void {
  if (given instanceof Promise && then === Promise.prototype.then) {
    given.then(
      (value: unknown) => settlement.returned(value),
      (thrown: unknown) => settlement.threw(thrown),
    );
    return;
  }
  followThenable(given, then).then(
    ({ value }) => settlement.returned(value),
    (thrown: unknown) => settlement.threw(thrown),
  );
}
