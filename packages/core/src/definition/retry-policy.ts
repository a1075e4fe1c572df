import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from '../util/describe-value';
import { suggestName } from '../util/did-you-mean';
import { type Duration, toMilliseconds } from '../util/duration';
import { isPlainObject } from '../util/plain-object';

export type Backoff = 'linear' | 'exponential';
export type Jitter = 'full' | 'plusMinus';

/** When a failed attempt is tried again. Made by {@link retryPolicy}; JSON data. */
export interface RetryPolicy {
  readonly maxRetries: number;
  /** Milliseconds. */
  readonly delay: number;
  readonly backoff?: Backoff;
  readonly jitter?: Jitter;
}

/** Options of {@link retryPolicy}. */
export interface RetryPolicyOptions {
  /** Default 1. */
  readonly maxRetries?: number;
  /** Wait before the first retry; default 0. */
  readonly delay?: Duration;
  /** How the wait grows: `n * delay`, or `(2^n - 1) * delay` before retry n; default: it does not. */
  readonly backoff?: Backoff;
  /** `full`: `random * wait`; `plusMinus`: the wait plus or minus up to one `delay`, at least 0; default none. */
  readonly jitter?: Jitter;
}

const NAMES: readonly string[] = ['maxRetries', 'delay', 'backoff', 'jitter'];
const BACKOFFS: readonly unknown[] = [undefined, 'linear', 'exponential'];
const JITTERS: readonly unknown[] = [undefined, 'full', 'plusMinus'];

/**
 * A retry policy (S24).
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for a value out of range, or backoff or jitter without delay
 * @example retryPolicy({ maxRetries: 3, delay: '1s', backoff: 'exponential', jitter: 'full' })
 */
export function retryPolicy(options: RetryPolicyOptions = {}): RetryPolicy {
  return parseRetryPolicy(options, {
    whole: "Parameter 'options' of retryPolicy()",
    part: (name) => `Option '${name}' of retryPolicy()`,
  });
}

/** What a policy and its parts are called in errors. */
export interface PolicySubject {
  /** `Option 'retryPolicy' of op 'Etl.load'`. */
  readonly whole: string;
  /** `Option 'retryPolicy.delay' of op 'Etl.load'`. */
  readonly part: (name: string) => string;
}

/** Like {@link retryPolicy}, for a policy given as an option. */
export function parseRetryPolicy(options: unknown, subject: PolicySubject): RetryPolicy {
  assertOptions(options, subject);
  const { maxRetries = 1, delay, backoff, jitter } = options;
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw badOption(subject.part('maxRetries'), maxRetries, 'Give a whole number of at least 0.');
  }
  if (!BACKOFFS.includes(backoff)) throw badOption(subject.part('backoff'), backoff, "Give 'linear' or 'exponential'.");
  if (!JITTERS.includes(jitter)) throw badOption(subject.part('jitter'), jitter, "Give 'full' or 'plusMinus'.");
  if (delay === undefined && (backoff ?? jitter) !== undefined)
    throw withoutDelay(subject, backoff ? 'backoff' : 'jitter');
  const wait = toMilliseconds(delay === undefined ? 0 : delay, subject.part('delay'));
  return Object.freeze({ maxRetries, delay: wait, ...(backoff && { backoff }), ...(jitter && { jitter }) });
}

function assertOptions(options: unknown, subject: PolicySubject): asserts options is RetryPolicyOptions {
  if (!isPlainObject(options)) {
    throw badOption(subject.whole, options, "Give an object: { maxRetries: 3, delay: '1s' }.");
  }
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown === undefined) return;
  const problem = `${subject.part(unknown)} does not exist.`;
  throw new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem, remedy: suggestName(unknown, NAMES) });
}

/**
 * The wait before retry `retry` (from 1) in milliseconds; formulas of S24, as in Dagster.
 * @param random uniform in [0, 1)
 */
export function retryDelay(policy: RetryPolicy, retry: number, random: number): number {
  const wait = policy.delay * growth(policy.backoff, retry);
  if (policy.jitter === 'full') return random * wait;
  if (policy.jitter === 'plusMinus') return Math.max(0, wait + (2 * random - 1) * policy.delay);
  return wait;
}

function growth(backoff: Backoff | undefined, retry: number): number {
  if (backoff === 'linear') return retry;
  return backoff === 'exponential' ? 2 ** retry - 1 : 1;
}

function badOption(subject: string, given: unknown, remedy: string): InvalidDefinitionError {
  const problem = `${subject} is ${describeValue(given)}.`;
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem, remedy });
}

function withoutDelay(subject: PolicySubject, name: string): InvalidDefinitionError {
  const problem = `${subject.part(name)} is given without delay, so there is nothing that it could change.`;
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem, remedy: "Add delay: '1s'." });
}
