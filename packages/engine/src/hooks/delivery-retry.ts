import type { HookDefinition } from '@hookline/core/spi';
import { decideRetry } from '../retry';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after each failed attempt of a delivery, ms: twelve attempts over about a day (D19). */
const WAITS: readonly number[] = [
  SECOND,
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  4 * HOUR,
  4 * HOUR,
  8 * HOUR,
];

/** Steps wait for a blocking hook: three attempts within half a minute (D23). */
const BLOCKING_WAITS: readonly number[] = [SECOND, 10 * SECOND];

/** Waits are spread by this part of their length, to both sides. */
const SPREAD = 0.1;

/** A failed attempt of a delivery on an instance. */
export interface FailedDelivery {
  readonly hook: Pick<HookDefinition, 'retryPolicy' | 'blocking'>;
  readonly error: Error;
  /** Attempts made, this one included. */
  readonly attempts: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The wait before the next attempt, ms; undefined where the delivery is dead: by the hook's own policy, else as D19 and D23 say. */
export function deliveryDelay({ hook, error, attempts, random }: FailedDelivery): number | undefined {
  const waits = hook.blocking ? BLOCKING_WAITS : WAITS;
  const wait = waits[attempts - 1];
  const spread = wait === undefined ? undefined : wait * (1 + SPREAD * (2 * random() - 1));
  const question = { error, failureKind: 'exception', policy: hook.retryPolicy, random } as const;
  return decideRetry({ ...question, retries: attempts - 1, otherwise: hook.retryPolicy ? undefined : spread });
}
