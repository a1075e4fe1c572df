import type { DeliveryOutcome } from '@hookline/core/spi';
import type { SqlValue } from './database';
import { storable } from './dialect';
import { wholeMs } from './values';

/** The usual one: the first attempt succeeds, and the row says all about it. */
export const DELIVERED_AT_ONCE = `UPDATE deliveries SET state = 'delivered', owner = NULL, reason = NULL, attempts = 1, ended_at = $2,
    duration = $3
  WHERE id = $1 AND claim = 1 AND state = 'running' AND attempts = 0 AND losses = 0`;

export const deliveredValues = ({ deliveryId, endedAt, duration }: DeliveryOutcome): SqlValue[] => [
  deliveryId,
  wholeMs(endedAt),
  duration,
];

/**
 * Any outcome. A claim that was released, or settled before, is no longer `running`; only an expiry finds its delivery
 * waiting. A success counts under any claim that there has been, as long as the delivery has not ended (D8).
 */
export const OUTCOME_COUNTS = `(
    (state = 'running' AND claim = $2)
    OR ($3 = 'expired' AND state = 'pending' AND claim = $2)
    OR ($3 = 'delivered' AND state IN ('pending', 'running') AND claim >= $2))`;

export const SETTLE = `UPDATE deliveries SET state = $4, owner = NULL, unroutable_at = NULL, reason = $7,
    next_at = COALESCE($5, next_at), error = COALESCE($6, error), ended_at = $8, duration = COALESCE($9, duration),
    attempts = attempts + $10, losses = losses + $11
  WHERE id = $1 AND ${OUTCOME_COUNTS}`;

/** Values of {@link SETTLE}. */
export function settleValues(outcome: DeliveryOutcome): SqlValue[] {
  const { result, state, nextAt, error, reason, endedAt, duration } = outcome;
  const attempted = result === 'delivered' || result === 'failed';
  return [
    outcome.deliveryId,
    outcome.claim,
    result,
    state,
    state === 'pending' ? wholeMs(nextAt ?? endedAt) : null,
    error ?? null,
    reason === undefined ? null : storable(reason),
    state === 'pending' ? null : wholeMs(endedAt),
    attempted ? duration : null,
    attempted ? 1 : 0,
    result === 'lost' ? 1 : 0,
  ];
}

/**
 * The row of an attempt. A success has one only where others went before it; that of a claim which was taken for lost
 * takes the place of the loss.
 */
export const ADD_ATTEMPT = `INSERT INTO delivery_attempts (delivery_id, claim, process_id, hook_version, started_at, ended_at,
    duration, result, error)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
  WHERE $8 <> 'delivered'
    OR EXISTS (SELECT 1 FROM deliveries WHERE id = $1 AND (attempts > 1 OR losses > 0))
    OR EXISTS (SELECT 1 FROM delivery_attempts WHERE delivery_id = $1)
  ON CONFLICT (delivery_id, claim) DO UPDATE SET process_id = excluded.process_id, hook_version = excluded.hook_version,
    started_at = excluded.started_at, ended_at = excluded.ended_at, duration = excluded.duration,
    result = excluded.result, error = excluded.error`;

/** Values of {@link ADD_ATTEMPT}. */
export const attemptValues = (outcome: DeliveryOutcome): SqlValue[] => [
  outcome.deliveryId,
  outcome.claim,
  outcome.processId,
  outcome.hookVersion ?? null,
  wholeMs(outcome.startedAt),
  wholeMs(outcome.endedAt),
  outcome.duration,
  outcome.result,
  outcome.error ?? null,
];
