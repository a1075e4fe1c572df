import { query, type Script } from './database';

/** Failures of different deliveries in a row that open the breaker of a hook (D19). */
const FAILURES_TO_OPEN = 5;
/** ms until the first probe; doubled by each probe that fails. */
const FIRST_INTERVAL = 60_000;
const LONGEST_INTERVAL = 1_800_000;

/** Whether any hook of the instance fails at all: one look into an index that is mostly empty. */
export const ANY_FAILING = 'SELECT id FROM hooks WHERE failures > 0 LIMIT 1';

/** A success ends the row of failures, and the round in which each delivery counts once. */
export const SUCCEEDED = `UPDATE hooks SET failures = 0, open_until = 0, open_for = 0, probe = NULL, round = round + 1
  WHERE failures > 0 AND id IN (SELECT hook_id FROM deliveries WHERE id IN (SELECT value FROM list($1)))`;

/**
 * A delivery counts once in a round; the failure of the probe doubles the interval, that of a late one does not. Blocking ones
 * do not count: a breaker that waits half an hour would hold runs back whose gate is to open after three attempts (D23).
 */
const COUNT_FAILURE = `UPDATE hooks SET
    failures = failures + 1,
    open_for = CASE WHEN open_until = 0 AND failures + 1 >= ${FAILURES_TO_OPEN} THEN ${FIRST_INTERVAL} ELSE open_for END,
    open_until = CASE WHEN open_until = 0 AND failures + 1 >= ${FAILURES_TO_OPEN} THEN CAST($2 AS bigint) + ${FIRST_INTERVAL} ELSE open_until END
  WHERE id = (SELECT hook_id FROM deliveries WHERE id = $1)
    AND NOT EXISTS (SELECT 1 FROM deliveries WHERE id = $1 AND blocking = 1)
    AND round IS DISTINCT FROM (SELECT failed_round FROM deliveries WHERE id = $1)`;

const PROBE_FAILED = `UPDATE hooks SET
    probe = NULL,
    open_for = CASE WHEN open_for * 2 > ${LONGEST_INTERVAL} THEN ${LONGEST_INTERVAL} ELSE open_for * 2 END,
    open_until = CAST($2 AS bigint) + CASE WHEN open_for * 2 > ${LONGEST_INTERVAL} THEN ${LONGEST_INTERVAL} ELSE open_for * 2 END
  WHERE probe = $1 AND id = (SELECT hook_id FROM deliveries WHERE id = $1)`;

const MARK = `UPDATE deliveries SET failed_round = (SELECT round FROM hooks WHERE hooks.id = deliveries.hook_id)
  WHERE id = $1`;

/** What the failure of an attempt means to the breaker of its hook. */
export function* countFailure(deliveryId: string, endedAt: number): Script<void> {
  yield query(PROBE_FAILED, deliveryId, endedAt);
  yield query(COUNT_FAILURE, deliveryId, endedAt);
  yield query(MARK, deliveryId);
}

/** Of hooks that half-open: one delivery is taken, and none follows before the interval is over again. */
const TAKE_PROBE = `UPDATE hooks SET probe = $2, open_until = $3 + open_for
  WHERE id = $1 AND open_until > 0 AND open_until <= $3 RETURNING id`;

/** False where another process was first. */
export function* takeProbe(hookId: number, deliveryId: string, now: number): Script<boolean> {
  const rows = yield query(TAKE_PROBE, hookId, deliveryId, now);
  return rows.length > 0;
}

/** A probe that was given back before it began: another may be taken when it may be claimed again. */
const PROBE_RELEASED = `UPDATE hooks SET probe = NULL, open_until = $2
  WHERE probe = $1 AND open_until > $2 AND id = (SELECT hook_id FROM deliveries WHERE id = $1)`;

export function* releaseProbe(deliveryId: string, nextAt: number): Script<void> {
  yield query(PROBE_RELEASED, deliveryId, nextAt);
}
