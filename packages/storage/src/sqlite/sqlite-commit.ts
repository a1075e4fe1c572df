import type { CommitResult, DeliveryOutcome, NewRun, RunCommit, StoreCommit } from '@hookline/core/spi';
import { ANY_FAILING, countFailure, SUCCEEDED } from '../sql/breaker';
import { ADD_ATTEMPT, attemptValues, DELIVERED_AT_ONCE, deliveredValues, SETTLE, settleValues } from '../sql/outcomes';
import { hasEnded } from '../sql/process-queries';
import {
  deliveryValues,
  eventValues,
  INSERT_DELIVERY,
  INSERT_EVENT,
  INSERT_LOG,
  INSERT_RUN,
  lastSeqOf,
  logValues,
  runValues,
  wholeMs,
} from '../sql/values';
import type { SqliteConnection } from './connection';

const ADD_PLAN = 'INSERT INTO plans (hash, snapshot) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING';

/** Terminal states are final, whoever asks; what follows one, as resources that close, is told by the last holder. */
const ADVANCE = `UPDATE runs SET last_seq = $5, status = CASE WHEN ended_at IS NULL THEN $6 ELSE status END,
    owner = CASE WHEN $7 IS NULL THEN owner END, ended_at = COALESCE(ended_at, $7)
  WHERE id = $1 AND epoch = $2 AND last_seq = $3 AND (owner = $4 OR ended_at IS NOT NULL)`;

const IS_KNOWN = 'SELECT seq FROM events WHERE run_id = $1 AND seq = $2 AND epoch = $3';

/** Commits turns to SQLite: a prepared statement for each row, in one transaction, without giving the event loop a turn. */
export class SqliteCommit {
  /** Plans that are stored for certain: their text is long, and most runs have one that was there before. */
  readonly #plans = new Set<string>();

  constructor(private readonly connection: SqliteConnection) {}

  run(commit: StoreCommit): CommitResult {
    const plans: string[] = [];
    const refused = this.connection.transaction(() => {
      const failed = commit.runs.filter((part) => !this.#addPart(part, commit.processId, plans));
      this.#settle(commit);
      for (const [index, row] of commit.hookLog.entries()) this.connection.run(INSERT_LOG, logValues(row, index));
      return failed.map(({ runId }) => runId);
    });
    for (const hash of plans) this.#plans.add(hash);
    return refused;
  }

  /** False where the part is refused. One that was committed before is left as it is. */
  #addPart(part: RunCommit, processId: string, plans: string[]): boolean {
    const fits = part.created ? this.#create(part, part.created, { processId, plans }) : this.#advance(part, processId);
    if (!fits) return this.connection.all(IS_KNOWN, [part.runId, lastSeqOf(part), part.epoch]).length > 0;
    for (const event of part.events) this.connection.run(INSERT_EVENT, eventValues(event));
    for (const row of part.deliveries) this.connection.run(INSERT_DELIVERY, deliveryValues(row, processId));
    return true;
  }

  #create(part: RunCommit, created: NewRun, { processId, plans }: { processId: string; plans: string[] }): boolean {
    if (part.epoch > 0 && this.connection.follow(hasEnded(processId))) return false;
    if (!this.#plans.has(created.planHash)) {
      this.connection.run(ADD_PLAN, [created.planHash, created.plan]);
      plans.push(created.planHash);
    }
    return this.connection.run(INSERT_RUN, runValues(part, created, processId)) > 0;
  }

  #advance(part: RunCommit, processId: string): boolean {
    const { runId, epoch, after, status, endedAt } = part;
    const end = endedAt === undefined ? null : wholeMs(endedAt);
    return this.connection.run(ADVANCE, [runId, epoch, after, processId, lastSeqOf(part), status, end]) > 0;
  }

  #settle({ outcomes, processId }: StoreCommit): void {
    const applied = outcomes.filter((outcome) => this.#apply(outcome, processId));
    const delivered = applied.filter(({ result }) => result === 'delivered');
    if (delivered.length > 0 && this.connection.all(ANY_FAILING).length > 0)
      this.connection.all(SUCCEEDED, [JSON.stringify(delivered.map(({ deliveryId }) => deliveryId))]);
    for (const { result, deliveryId, endedAt } of applied)
      if (result === 'failed') this.connection.follow(countFailure(deliveryId, wholeMs(endedAt)));
  }

  /** False where the outcome changes nothing: its claim is settled, or another has it. */
  #apply(outcome: DeliveryOutcome, processId: string): boolean {
    if (outcome.result === 'delivered' && outcome.claim === 1) {
      if (this.connection.run(DELIVERED_AT_ONCE, deliveredValues(outcome)) > 0) return true;
    }
    if (this.connection.run(SETTLE, settleValues(outcome)) === 0) return false;
    if (outcome.result !== 'expired') this.connection.run(ADD_ATTEMPT, attemptValues(outcome));
    if (outcome.state === 'dead')
      for (const row of outcome.deadLetters) this.connection.run(INSERT_DELIVERY, deliveryValues(row, processId));
    return true;
  }
}
