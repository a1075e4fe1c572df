import { InvalidOutputError } from '@hookline/core';

/** The `then` of a promise or of a foreign thenable. */
export type Then = (resolve: (value: unknown) => void, reject: (thrown: unknown) => void) => unknown;

/** Thenables that resolve with thenables: more of them in a row are taken for a circle. */
const MOST_LEVELS = 100;

/** The `then` of a thenable; undefined for any other value. @throws what a getter or a trap of a proxy throws */
export function thenOf(value: unknown): Then | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !('then' in value)) {
    return undefined;
  }
  return typeof value.then === 'function' ? (value.then as Then) : undefined;
}

/**
 * The value, in a box, that a foreign thenable comes to, which may settle twice, throw after that, or resolve with another
 * one. To await it would never end where it resolves with itself.
 * @throws what it rejects with or throws; InvalidOutputError for a circle
 */
export async function followThenable(thenable: unknown, firstThen: Then): Promise<{ readonly value: unknown }> {
  let value = thenable;
  let then: Then | undefined = firstThen;
  for (let level = 0; then !== undefined; level += 1) {
    if (level === MOST_LEVELS) throw endless();
    ({ value } = await askOnce(value, then));
    then = thenOf(value);
  }
  return { value };
}

function askOnce(thenable: unknown, then: Then): Promise<{ readonly value: unknown }> {
  return new Promise((resolve, reject) => {
    Reflect.apply(then, thenable, [(value: unknown) => resolve({ value }), reject]);
  });
}

function endless(): InvalidOutputError {
  return new InvalidOutputError({
    code: 'HOOKLINE_INVALID_OUTPUT',
    problem: `A thenable resolves with itself, or with one after another, ${MOST_LEVELS} times.`,
    remedy: 'Return a promise, or a thenable that resolves with a value.',
  });
}
