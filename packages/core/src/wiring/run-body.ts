import { describeValue } from '../util/describe-value';
import { definitionError } from './definition-error';
import { handleOf } from './handle';
import { methodOf } from './members';
import type { Body } from './recording';

// Bodies run synchronously, so one variable is enough and no two recordings mix.
let current: Body | undefined;

/** The body that is running now, for `use`. */
export function currentBody(): Body | undefined {
  return current;
}

/**
 * Runs the method of a body once, with a `this` that wires. What it throws passes unchanged.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`) for an async function or a generator
 */
export function runBody(body: Body, inputs: readonly unknown[]): unknown {
  const { owner, method } = body.member;
  const outer = current;
  current = body;
  try {
    const self = body.recording.wire(body, owner);
    return callSynchronously(methodOf(owner, method), { self, inputs, what: `the body of ${body.place}` });
  } finally {
    current = outer;
    body.open = false;
  }
}

/** A call of user code that wires. */
export interface SynchronousCall {
  readonly self: unknown;
  readonly inputs: readonly unknown[];
  /** `the body of job 'j'`. */
  readonly what: string;
}

/**
 * Calls a function that must have wired everything when it returns.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`) for an async function or a generator
 */
export function callSynchronously(run: (...inputs: readonly unknown[]) => unknown, call: SynchronousCall): unknown {
  const tag = Object.prototype.toString.call(run);
  if (/Async|Generator/.test(tag)) throw notSynchronous(call.what, /Generator/.test(tag) ? 'a generator' : 'async');
  const result: unknown = Reflect.apply(run, call.self, call.inputs);
  if (typeof result !== 'object' || result === null || handleOf(result)) return result;
  if (hasFunctions(result, ['then'])) {
    // Its rejection is the user's mistake that we report here; it must not end the process as well.
    if (result instanceof Promise) result.catch(() => undefined);
    throw notSynchronous(call.what, 'async');
  }
  // What generators compiled for old targets return.
  if (hasFunctions(result, ['next', 'throw'])) throw notSynchronous(call.what, 'a generator');
  return result;
}

/** Not, where a getter or a trap of a proxy throws. */
function hasFunctions(value: object, names: readonly string[]): boolean {
  try {
    return names.every((name) => typeof Reflect.get(value, name) === 'function');
  } catch {
    return false;
  }
}

function notSynchronous(what: string, kind: string) {
  return definitionError(
    'HOOKLINE_BAD_BODY',
    `${what} is ${kind}.`,
    'It only wires ops, at once: do the work in an op.',
  );
}

/** @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`) when a body is used that has ended, as in a timer */
export function assertOpen({ open, place }: Pick<Body, 'open' | 'place'>, doing: string): void {
  if (open) return;
  throw definitionError(
    'HOOKLINE_BAD_BODY',
    `${doing} after the body of ${place} has ended.`,
    'Wire everything before the body returns; it runs once and synchronously.',
  );
}

/** What a body or map returned that it cannot return. */
export function badReturn(what: string, returned: unknown, remedy: string) {
  return definitionError('HOOKLINE_BAD_BODY', `${what} returns ${describeValue(returned)}.`, remedy);
}
