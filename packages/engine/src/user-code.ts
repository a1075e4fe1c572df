import { followThenable, type Then, thenOf } from './follow-thenable';

/** One call of user code; learns how it ended: exactly one of `returned` and `threw` is called, exactly once. */
export interface UserCall {
  /** Calls the function of the user, and nothing else. */
  invoke(): unknown;
  returned(value: unknown): void;
  threw(thrown: unknown): void;
}

/**
 * The one place where user code is called. A plain value settles at once, before this returns; only a promise (or
 * thenable) takes a turn of the event loop.
 */
export function callUserCode(call: UserCall): void {
  let result: unknown;
  try {
    result = call.invoke();
    const then = thenOf(result);
    if (then !== undefined) return awaitSettlement(result, then, call);
  } catch (thrown) {
    call.threw(thrown);
    return;
  }
  call.returned(result);
}

function awaitSettlement(given: unknown, then: Then, call: UserCall): void {
  if (given instanceof Promise && then === Promise.prototype.then) {
    given.then(
      (value: unknown) => call.returned(value),
      (thrown: unknown) => call.threw(thrown),
    );
    return;
  }
  followThenable(given, then).then(
    ({ value }) => call.returned(value),
    (thrown: unknown) => call.threw(thrown),
  );
}
