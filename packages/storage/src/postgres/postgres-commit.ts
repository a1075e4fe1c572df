import type { CommitResult, DeliveryOutcome, RunCommit, StoreCommit } from '@hookline/core/spi';
import { countFailure } from '../sql/breaker';
import { query, type Script, type SqlRow, type SqlValue } from '../sql/database';
import { attemptValues, settleValues } from '../sql/outcomes';
import { deliveryValues, eventValues, lastSeqOf, logValues, runValues, wholeMs } from '../sql/values';
import { COMMIT, KNOWN } from './commit-text';
import type { PostgresDatabase } from './postgres-database';

/**
 * Commits a turn: one statement, but for failures, which their hooks count, and for several outcomes of one delivery.
 * Rejects where the connection is lost; offered again, whatever was committed changes nothing.
 */
export async function commitTo(db: PostgresDatabase, commit: StoreCommit): Promise<CommitResult> {
  return db.guarded(async () => {
    const { processId, outcomes } = commit;
    const rounds = roundsOf(outcomes);
    const isPlain = rounds.length === 1 && outcomes.every(({ result }) => result !== 'failed');
    const rows = isPlain
      ? await db.often(COMMIT, [textOf(commit), processId])
      : await db.transaction(() => inRounds(commit, rounds));
    return refusedOf(db, commit.runs, idsOf(rows, 'refused'));
  });
}

function* inRounds(commit: StoreCommit, rounds: readonly (readonly DeliveryOutcome[])[]): Script<readonly SqlRow[]> {
  const found: SqlRow[] = [];
  for (const [index, outcomes] of rounds.entries()) {
    const turn = index === 0 ? { ...commit, outcomes } : { ...commit, outcomes, runs: [], hookLog: [] };
    const rows = yield query(COMMIT, textOf(turn), commit.processId);
    found.push(...rows);
    const failed = new Set(idsOf(rows, 'failed'));
    for (const { deliveryId, endedAt } of outcomes)
      if (failed.has(deliveryId)) yield* countFailure(deliveryId, wholeMs(endedAt));
  }
  return found;
}

/** In each, a delivery has one outcome: a statement changes a row once. */
function roundsOf(outcomes: readonly DeliveryOutcome[]): readonly (readonly DeliveryOutcome[])[] {
  const rounds = [new Map<string, DeliveryOutcome>()];
  for (const outcome of outcomes) {
    const free = rounds.find((round) => !round.has(outcome.deliveryId)) ?? new Map<string, DeliveryOutcome>();
    if (free.size === 0 && !rounds.includes(free)) rounds.push(free);
    free.set(outcome.deliveryId, outcome);
  }
  return rounds.map((round) => [...round.values()]);
}

const idsOf = (rows: readonly SqlRow[], wanted: string): readonly string[] =>
  rows.filter(({ what }) => what === wanted).map(({ id }) => id as string);

/**
 * Of the parts that did not fit, those that were not committed before. Asked in a statement of its own: while the other one
 * waited for a row that an earlier offer of the same commit had locked, it could not see what that wrote.
 */
async function refusedOf(
  db: PostgresDatabase,
  parts: readonly RunCommit[],
  unfit: readonly string[],
): Promise<CommitResult> {
  if (unfit.length === 0) return unfit;
  const asked = parts.filter(({ runId }) => unfit.includes(runId));
  const keys = asked.map((part) => [part.runId, lastSeqOf(part), part.epoch]);
  const known = new Set((await db.once(KNOWN, [JSON.stringify(keys)])).map(({ id }) => id));
  return unfit.filter((id) => !known.has(id));
}

function textOf({ runs, outcomes, hookLog, processId }: StoreCommit): string {
  const plans = new Map<string, string>();
  for (const { created } of runs) if (created) plans.set(created.planHash, created.plan);
  return JSON.stringify({
    parts: runs.map(partValues),
    plans: [...plans],
    runs: runs.flatMap((part) => (part.created ? [runValues(part, part.created, processId)] : [])),
    events: runs.flatMap(({ events }) => events.map(eventValues)),
    deliveries: runs.flatMap(({ deliveries }) => deliveries.map((row) => deliveryValues(row, processId))),
    outcomes: outcomes.map(settleValues),
    attempts: outcomes.filter(({ result }) => result !== 'expired').map(attemptValues),
    // With the delivery whose death they tell of, as the last value.
    letters: outcomes.flatMap(({ deadLetters, deliveryId }) =>
      deadLetters.map((row) => [...deliveryValues(row, processId), deliveryId]),
    ),
    lines: hookLog.map(logValues),
  });
}

function partValues(part: RunCommit): SqlValue[] {
  const { runId, epoch, after, status, endedAt, created } = part;
  const end = endedAt === undefined ? null : wholeMs(endedAt);
  return [runId, epoch, after, lastSeqOf(part), status, end, created ? 1 : 0];
}
