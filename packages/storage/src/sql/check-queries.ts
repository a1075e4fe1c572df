import type { SqlRow } from './database';

/** Runs whose events are not those that their rows speak of: a stream has no gaps (D4). */
export const GAPS = `SELECT r.id, r.last_seq AS "lastSeq", COUNT(e.seq) AS count, MAX(e.seq) AS last
  FROM runs r LEFT JOIN events e ON e.run_id = r.id
  GROUP BY r.id, r.last_seq HAVING COUNT(e.seq) <> r.last_seq OR COALESCE(MAX(e.seq), 0) <> r.last_seq
  ORDER BY r.id LIMIT 20`;

export const toGap = ({ id, lastSeq, count, last }: SqlRow): string =>
  `Run '${String(id)}' has ${Number(count)} events up to ${Number(last ?? 0)}, but its row speaks of ${Number(lastSeq)}.`;
