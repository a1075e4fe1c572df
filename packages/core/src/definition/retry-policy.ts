import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from '../util/describe-value';
import { didYouMean } from '../util/did-you-mean';
import { type Duration, toMilliseconds } from '../util/duration';

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
  return parseRetryPolicy(options, 'retryPolicy(...)');
}

/**
 * Like {@link retryPolicy}, for a policy given as an option.
 * @param place what the policy belongs to, for the error: `retryPolicy of op 'Etl.load'`
 */
export function parseRetryPolicy(options: RetryPolicyOptions, place: string): RetryPolicy {
  assertOptions(options, place);
  const { maxRetries = 1, delay, backoff, jitter } = options;
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw badOption(place, `maxRetries is ${describeValue(maxRetries)}.`, 'Give a whole number of at least 0.');
  }
  if (!BACKOFFS.includes(backoff)) {
    throw badOption(place, `backoff is ${describeValue(backoff)}.`, "Give 'linear' or 'exponential'.");
  }
  if (!JITTERS.includes(jitter)) {
    throw badOption(place, `jitter is ${describeValue(jitter)}.`, "Give 'full' or 'plusMinus'.");
  }
  if (delay === undefined && (backoff ?? jitter) !== undefined) {
    const problem = 'backoff or jitter is given without delay, so there is nothing to change.';
    throw badOption(place, problem, "Add delay: '1s'.");
  }
  const wait = toMilliseconds(delay ?? 0, `delay of ${place}`);
  return Object.freeze({ maxRetries, delay: wait, ...(backoff && { backoff }), ...(jitter && { jitter }) });
}

function assertOptions(options: unknown, place: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const remedy = `Give retryPolicy({ ${NAMES.join(', ')} }).`;
    throw badOption(place, `It is ${describeValue(options)}.`, remedy);
  }
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown === undefined) return;
  const near = didYouMean(unknown, NAMES);
  const remedy = near === undefined ? `There are: ${NAMES.join(', ')}.` : `Did you mean '${near}'?`;
  throw badOption(place, `Option '${unknown}' does not exist.`, remedy);
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

function badOption(place: string, what: string, remedy: string): InvalidDefinitionError {
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem: `${place}: ${what}`, remedy });
}
