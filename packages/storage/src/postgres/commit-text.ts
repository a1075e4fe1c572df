import { OUTCOME_COUNTS } from '../sql/outcomes';

/** Rows come as lists, in the order of the `…Values` functions that make them for SQLite, too. */
const list = (name: string): string => `turn, jsonb_array_elements(turn.rows -> '${name}') AS e`;

const text = (index: number): string => `e ->> ${index}`;
const whole = (index: number): string => `CAST(e ->> ${index} AS bigint)`;
const real = (index: number): string => `CAST(e ->> ${index} AS double precision)`;

const DELIVERY_COLUMNS = `(id, run_id, trigger_seq, step_key, attempt, kind, hook_id, hook_order, blocking, origin, state,
    reason, owner, bound_to, created_at, started_at, next_at, claim, ended_at, attempts, losses)`;

const DELIVERY_VALUES = `${text(0)}, ${text(1)}, ${whole(2)}, ${text(3)}, ${whole(4)}, ${text(5)}, ${whole(6)}, ${whole(7)},
    ${whole(8)}, ${text(9)}, ${text(10)}, ${text(11)}, ${text(12)}, ${text(13)}, ${whole(14)}, ${whole(15)}, ${whole(14)},
    ${whole(16)}, ${whole(17)}, 0, 0`;

/**
 * A turn in one statement: $1 holds its rows, $2 the process. All parts of a statement see the state before it, so what
 * one part does reaches another by its RETURNING alone.
 */
export const COMMIT = `WITH turn AS MATERIALIZED (SELECT CAST($1 AS jsonb) AS rows),
part AS MATERIALIZED (
  SELECT ${text(0)} AS id, ${whole(1)} AS epoch, ${whole(2)} AS after, ${whole(3)} AS last, ${text(4)} AS status,
    ${whole(5)} AS ended_at, ${whole(6)} AS is_new
  FROM ${list('parts')}),
holder AS MATERIALIZED (
  SELECT ended FROM processes WHERE id = $2 AND EXISTS (SELECT 1 FROM part WHERE is_new = 1) FOR SHARE),
added_plans AS (
  INSERT INTO plans (hash, snapshot) SELECT ${text(0)}, ${text(1)} FROM ${list('plans')} ON CONFLICT (hash) DO NOTHING),
added_runs AS (
  INSERT INTO runs (id, location, environment, job, plan_hash, status, config, not_restorable, parent_id, root_id, tags,
    resume, priority, epoch, owner, last_seq, created_at, ended_at, recoveries, cancel_requested)
  SELECT ${text(0)}, ${text(1)}, ${text(2)}, ${text(3)}, ${text(4)}, ${text(5)}, ${text(6)}, ${text(7)}, ${text(8)},
    ${text(9)}, ${text(10)}, ${text(11)}, ${real(12)}, ${whole(13)}, ${text(14)}, ${whole(15)}, ${whole(16)}, ${whole(17)},
    0, 0
  FROM ${list('runs')} WHERE ${text(14)} IS NULL OR NOT EXISTS (SELECT 1 FROM holder WHERE ended IS NOT NULL)
  ON CONFLICT (id) DO NOTHING RETURNING id),
moved_runs AS (
  UPDATE runs SET last_seq = part.last, status = CASE WHEN runs.ended_at IS NULL THEN part.status ELSE runs.status END,
    owner = CASE WHEN part.ended_at IS NULL THEN runs.owner END, ended_at = COALESCE(runs.ended_at, part.ended_at)
  FROM part
  WHERE runs.id = part.id AND part.is_new = 0 AND runs.epoch = part.epoch AND runs.last_seq = part.after
    AND (runs.owner = $2 OR runs.ended_at IS NOT NULL)
  RETURNING runs.id),
fit AS (SELECT id FROM added_runs UNION ALL SELECT id FROM moved_runs),
added_events AS (
  INSERT INTO events (run_id, seq, epoch, type, step_key, attempt, at, data)
  SELECT ${text(0)}, ${whole(1)}, ${whole(2)}, ${text(3)}, ${text(4)}, ${whole(5)}, ${whole(6)}, ${text(7)}
  FROM ${list('events')} WHERE ${text(0)} IN (SELECT id FROM fit)),
added_deliveries AS (
  INSERT INTO deliveries ${DELIVERY_COLUMNS} SELECT ${DELIVERY_VALUES}
  FROM ${list('deliveries')} WHERE ${text(1)} IN (SELECT id FROM fit) ON CONFLICT (id) DO NOTHING),
outcome AS MATERIALIZED (
  SELECT ${text(0)} AS id, ${whole(1)} AS of_claim, ${text(2)} AS result, ${text(3)} AS to_state, ${whole(4)} AS next_at,
    ${text(5)} AS error, ${text(6)} AS reason, ${whole(7)} AS ended_at, ${real(8)} AS duration, ${whole(9)} AS attempts,
    ${whole(10)} AS losses
  FROM ${list('outcomes')}),
settled AS (
  UPDATE deliveries SET state = outcome.to_state, owner = NULL, unroutable_at = NULL, reason = outcome.reason,
    next_at = COALESCE(outcome.next_at, deliveries.next_at), error = COALESCE(outcome.error, deliveries.error),
    ended_at = outcome.ended_at, duration = COALESCE(outcome.duration, deliveries.duration),
    attempts = deliveries.attempts + outcome.attempts, losses = deliveries.losses + outcome.losses
  FROM outcome
  WHERE deliveries.id = outcome.id
    AND ${OUTCOME_COUNTS.replaceAll('$2', 'outcome.of_claim').replaceAll('$3', 'outcome.result')}
  RETURNING deliveries.id, deliveries.hook_id, deliveries.attempts, deliveries.losses, outcome.result, deliveries.state),
added_attempts AS (
  INSERT INTO delivery_attempts (delivery_id, claim, process_id, hook_version, started_at, ended_at, duration, result, error)
  SELECT ${text(0)}, ${whole(1)}, ${text(2)}, ${text(3)}, ${whole(4)}, ${whole(5)}, ${real(6)}, ${text(7)}, ${text(8)}
  FROM settled, ${list('attempts')}
  WHERE settled.id = ${text(0)} AND (settled.result <> 'delivered' OR settled.attempts > 1 OR settled.losses > 0
    OR EXISTS (SELECT 1 FROM delivery_attempts WHERE delivery_id = settled.id))
  ON CONFLICT (delivery_id, claim) DO UPDATE SET process_id = excluded.process_id,
    hook_version = excluded.hook_version, started_at = excluded.started_at, ended_at = excluded.ended_at,
    duration = excluded.duration, result = excluded.result, error = excluded.error),
added_letters AS (
  INSERT INTO deliveries ${DELIVERY_COLUMNS} SELECT ${DELIVERY_VALUES}
  FROM settled, ${list('letters')} WHERE settled.id = ${text(18)} AND settled.state = 'dead' ON CONFLICT (id) DO NOTHING),
recovered AS (
  UPDATE hooks SET failures = 0, open_until = 0, open_for = 0, probe = NULL, round = round + 1
  WHERE failures > 0 AND id IN (SELECT hook_id FROM settled WHERE result = 'delivered')),
added_lines AS (
  INSERT INTO hook_log (run_id, at, n, digest, type, step_key, hook, data)
  SELECT ${text(0)}, ${whole(1)}, ${whole(2)}, ${text(3)}, ${text(4)}, ${text(5)}, ${text(6)}, ${text(7)}
  FROM ${list('lines')} ON CONFLICT DO NOTHING)
SELECT 'refused' AS what, id FROM part WHERE id NOT IN (SELECT id FROM fit)
UNION ALL SELECT 'failed', id FROM settled WHERE result = 'failed'`;

/** Which of the parts, by run, last event and epoch, were committed before. */
export const KNOWN = `SELECT ${text(0)} AS id FROM jsonb_array_elements(CAST($1 AS jsonb)) AS e
  WHERE EXISTS (SELECT 1 FROM events WHERE run_id = ${text(0)} AND seq = ${whole(1)} AND epoch = ${whole(2)})`;
