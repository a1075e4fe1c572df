import type { RetrySpec } from '../job-spec';
import type { Thrown } from './calls';

export interface RetryQuestion {
  readonly what: Thrown | 'timeout' | 'framework' | 'resource';
  readonly policy: RetrySpec | undefined;
  /** Retries made so far. */
  readonly retries: number;
  readonly random: number;
}

/** S24: the wait before the next attempt, or `undefined` when there is none. */
export function retryWait({ what, policy, retries, random }: RetryQuestion): number | undefined {
  if (what === 'framework' || what === 'hopeless') return undefined;
  if (typeof what === 'object') return retries < what.maxRetries ? what.delay : undefined;
  if (!policy || retries >= policy.maxRetries) return undefined;
  return waitOf(policy, retries + 1, random);
}

function waitOf({ delay, backoff, jitter }: RetrySpec, retry: number, random: number): number {
  const wait = growth(backoff, retry) * delay;
  if (jitter === 'full') return random * wait;
  return jitter === 'plusMinus' ? Math.max(0, wait + (2 * random - 1) * delay) : wait;
}

function growth(backoff: RetrySpec['backoff'], retry: number): number {
  if (backoff === 'linear') return retry;
  return backoff === 'exponential' ? 2 ** retry - 1 : 1;
}
