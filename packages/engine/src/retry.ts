import { Failure, type FailureKind, RetryRequested } from '@hookline/core';
import { type RetryPolicy, retryDelay } from '@hookline/core/spi';
import { toError } from './thrown-error';

/** What decides whether a failed attempt is tried again. */
export interface RetryQuestion {
  readonly error: Error;
  readonly failureKind: FailureKind;
  readonly policy: RetryPolicy | undefined;
  /** The wait where there is no policy, ms; default: no retry. */
  readonly otherwise?: number | undefined;
  /** Retries made so far. */
  readonly retries: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const HOPELESS: readonly string[] = ['HOOKLINE_UNKNOWN_RESOURCE'];

/** The wait before the next attempt in ms, or `undefined` when there is none (S24, S21a). */
export function decideRetry(question: RetryQuestion): number | undefined {
  try {
    return decide(question);
  } catch {
    // What an error asks for cannot be read: the policy decides.
    return byPolicy(question);
  }
}

function decide(question: RetryQuestion): number | undefined {
  const { error, failureKind, retries } = question;
  if (failureKind === 'framework' || isHopeless(error)) return undefined;
  if (isRetryRequested(error)) return retries < error.maxRetries ? error.delay : undefined;
  if (isFailure(error) && !error.allowRetries) return undefined;
  return byPolicy(question);
}

function byPolicy({ policy, otherwise, retries, random }: RetryQuestion): number | undefined {
  if (!policy) return otherwise;
  if (retries >= policy.maxRetries) return undefined;
  return retryDelay(policy, retries + 1, policy.jitter ? random() : 0);
}

/** What finally failed: a `RetryRequested` without retries left stands for its cause (S20). */
export function finalError(error: Error, place: string): Error {
  if (!isRetryRequested(error) || error.cause === undefined) return error;
  return toError(error.cause, place);
}

/** Told by code: two copies of the package have two classes. */
export function isFailure(error: Error): error is Failure {
  return error instanceof Failure || codeOf(error) === 'HOOKLINE_FAILURE';
}

function isRetryRequested(error: Error): error is RetryRequested {
  return error instanceof RetryRequested || codeOf(error) === 'HOOKLINE_RETRY_REQUESTED';
}

function isHopeless(error: Error): boolean {
  return error.name === 'InvalidDefinitionError' || HOPELESS.includes(codeOf(error) ?? '');
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
