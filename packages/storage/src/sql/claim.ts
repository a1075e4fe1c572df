import type { ClaimRequest, DeliveryRow, ReleasedClaim } from '@hookline/core/spi';
import { releaseProbe, takeProbe } from './breaker';
import { type Database, query, type Script, type SqlRow } from './database';
import { hasEnded } from './process-queries';
import { DELIVERY, toDelivery } from './rows';
import { wholeMs } from './values';

/** At most so many deliveries to a claim (D21). */
const MOST = 32;

/**
 * The due deliveries x of a hook h. An earlier hook of the same trigger goes first (S3) as long as its first attempt has
 * not ended, but nobody waits for one that nobody can route or whose breaker is open.
 */
const DUE = `x.hook_id = h.id AND x.state = 'pending' AND x.next_at <= $3
    AND (x.bound_to IS NULL OR x.bound_to = $5)
    AND ((x.losses > 0 AND $4 = 1) OR (x.losses = 0 AND $4 = 0))
    AND NOT EXISTS (
      SELECT 1 FROM deliveries e JOIN hooks eh ON eh.id = e.hook_id
      WHERE e.id >= x.run_id || '/' || x.trigger_seq || '/' AND e.id < x.run_id || '/' || x.trigger_seq || '0'
        AND e.hook_order < x.hook_order AND e.origin = 'trigger' AND e.attempts = 0 AND e.losses = 0
        AND (e.state = 'running' OR (e.state = 'pending' AND e.unroutable_at IS NULL AND eh.open_until <= $3)))
  ORDER BY x.next_at, x.id LIMIT $2`;

/** Candidates of each hook that has room and whose breaker is not open: looked up hook by hook, so that a million that wait for others cost nothing. */
export const SQLITE_CANDIDATES = `SELECT d.id, d.hook_id AS "hookId", d.next_at AS "nextAt", h.open_until AS "openUntil"
  FROM list($1) AS room JOIN hooks h ON h.id = room.value AND h.open_until <= $3
  JOIN deliveries d ON d.id IN (SELECT x.id FROM deliveries x WHERE ${DUE})
  ORDER BY d.next_at, d.id`;

export const POSTGRES_CANDIDATES = `SELECT d.id, d.hook_id AS "hookId", d.next_at AS "nextAt", h.open_until AS "openUntil"
  FROM list($1) AS room JOIN hooks h ON h.id = CAST(room.value AS bigint) AND h.open_until <= $3
  CROSS JOIN LATERAL (SELECT x.id, x.hook_id, x.next_at FROM deliveries x WHERE ${DUE} FOR UPDATE SKIP LOCKED) AS d
  ORDER BY d.next_at, d.id`;

const TAKE = `UPDATE deliveries SET state = 'running', claim = claim + 1, owner = $2
  WHERE id IN (SELECT value FROM list($1)) AND state = 'pending'`;

const TAKEN = `SELECT ${DELIVERY} FROM list($1) AS taken JOIN deliveries d ON d.id = taken.value
  JOIN hooks h ON h.id = d.hook_id WHERE d.owner = $2 AND d.state = 'running'`;

/** What of a candidate decides whether it is taken. */
interface Candidate {
  readonly id: string;
  readonly hookId: number;
  /** 0, or a time that is over: the hook half-opens. */
  readonly openUntil: number;
}

export async function claim(db: Database, candidates: string, request: ClaimRequest): Promise<readonly DeliveryRow[]> {
  if (request.rooms.length === 0 || request.limit < 1) return [];
  const rows = await db.write(() => claimScript(candidates, request));
  return rows.map(toDelivery);
}

function* claimScript(candidates: string, request: ClaimRequest): Script<readonly SqlRow[]> {
  if (yield* hasEnded(request.processId)) return [];
  const limit = request.quarantined ? 1 : Math.min(request.limit, MOST);
  const hooks = JSON.stringify(request.rooms.filter(({ room }) => room > 0).map(({ hookId }) => hookId));
  const found = yield query(candidates, hooks, limit, request.now, request.quarantined ? 1 : 0, request.processId);
  const taken: string[] = [];
  for (const { id, hookId, openUntil } of inTurns(found as unknown as readonly Candidate[], request).slice(0, limit))
    if (openUntil === 0 || (yield* takeProbe(hookId, id, request.now))) taken.push(id);
  if (taken.length === 0) return [];
  const ids = JSON.stringify(taken);
  yield query(TAKE, ids, request.processId);
  const rows = yield query(TAKEN, ids, request.processId);
  const order = new Map(taken.map((id, index) => [id, index]));
  return [...rows].sort((a, b) => (order.get(a['id'] as string) ?? 0) - (order.get(b['id'] as string) ?? 0));
}

/** The oldest of each hook, then the second oldest of each, as far as there is room; of a half-open hook only one. */
function inTurns(candidates: readonly Candidate[], request: ClaimRequest): readonly Candidate[] {
  const rooms = new Map(request.rooms.map(({ hookId, room }) => [hookId, room]));
  const turns: Candidate[][] = [];
  const counts = new Map<number, number>();
  for (const candidate of candidates) {
    const turn = counts.get(candidate.hookId) ?? 0;
    const room = candidate.openUntil > 0 ? 1 : (rooms.get(candidate.hookId) ?? 0);
    if (turn >= room) continue;
    counts.set(candidate.hookId, turn + 1);
    turns[turn] = [...(turns[turn] ?? []), candidate];
  }
  return turns.flat();
}

/** What was noted before stays the time since which nobody could route it. */
const RELEASE = `UPDATE deliveries SET state = 'pending', owner = NULL, reason = NULL, next_at = $3,
    unroutable_at = CASE WHEN CAST($4 AS bigint) IS NULL THEN NULL ELSE COALESCE(unroutable_at, $4) END
  WHERE id = $1 AND claim = $2 AND state = 'running' RETURNING id`;

export async function release(db: Database, claims: readonly ReleasedClaim[]): Promise<void> {
  if (claims.length > 0) await db.write(() => releaseScript(claims));
}

function* releaseScript(claims: readonly ReleasedClaim[]): Script<void> {
  for (const { id, claim: number, nextAt, unroutableAt } of claims) {
    const released = yield query(RELEASE, id, number, wholeMs(nextAt), unroutableAt ?? null);
    if (released.length > 0) yield* releaseProbe(id, wholeMs(nextAt));
  }
}
