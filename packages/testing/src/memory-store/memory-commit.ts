import { InvariantError } from '@hookline/core';
import type { CommitResult, DeliveryOutcome, NewDelivery, NewRun, RunCommit, StoreCommit } from '@hookline/core/spi';
import { countFailure, countSuccess } from './memory-breaker';
import { isOpenRun, type MemoryDelivery, type MemoryTables } from './memory-tables';

/** Commits a turn: see the port. Whatever could throw is looked at first, so that it is all or nothing. */
export function commitTo(tables: MemoryTables, commit: StoreCommit): CommitResult {
  const { processId, runs, outcomes, hookLog } = commit;
  for (const row of [...runs.flatMap((part) => part.deliveries), ...outcomes.flatMap((one) => one.deadLetters)])
    check(tables, row);
  const refused = runs.filter((part) => !addPart(tables, part, processId));
  settle(tables, outcomes, processId);
  for (const [index, row] of hookLog.entries()) {
    const key = JSON.stringify([row, index]);
    if (!tables.hookLog.has(key)) tables.hookLog.set(key, row);
  }
  return refused.map(({ runId }) => runId);
}

function check(tables: MemoryTables, { id, runId, triggerSeq, hookId }: NewDelivery): void {
  tables.hookOf(hookId);
  if (!id.startsWith(`${runId}/${triggerSeq}/`))
    throw new InvariantError(`Delivery '${id}' does not begin with its run and trigger, '${runId}/${triggerSeq}/'.`);
}

/** False where the part is refused. One that was committed before is left as it is. */
function addPart(tables: MemoryTables, part: RunCommit, processId: string): boolean {
  const fits = part.created ? create(tables, part, { ...part.created, processId }) : advance(tables, part, processId);
  const last = lastSeqOf(part);
  if (!fits) return tables.events.get(part.runId)?.[last - 1]?.epoch === part.epoch;
  const events = tables.events.get(part.runId) ?? [];
  events.push(...part.events);
  tables.events.set(part.runId, events);
  for (const row of part.deliveries) addDelivery(tables, row, processId);
  return true;
}

const lastSeqOf = ({ events, after }: RunCommit): number => events.at(-1)?.seq ?? after;

function create(tables: MemoryTables, part: RunCommit, created: NewRun & { readonly processId: string }): boolean {
  const { plan, processId, ...row } = created;
  if (part.epoch > 0 && tables.hasEnded(processId)) return false;
  if (!tables.plans.has(row.planHash)) tables.plans.set(row.planHash, plan);
  if (tables.runs.has(part.runId)) return false;
  tables.runs.set(part.runId, {
    ...row,
    id: part.runId,
    status: part.status,
    epoch: part.epoch,
    owner: part.epoch > 0 && part.endedAt === undefined ? processId : undefined,
    lastSeq: lastSeqOf(part),
    recoveries: 0,
    cancelRequested: false,
    endedAt: part.endedAt,
  });
  return true;
}

function advance(tables: MemoryTables, part: RunCommit, processId: string): boolean {
  const row = tables.runs.get(part.runId);
  if (!row || row.epoch !== part.epoch || row.lastSeq !== part.after) return false;
  // What follows the end, as resources that close, is told by the last holder.
  if (!isOpenRun(row)) {
    tables.changeRun(row, { lastSeq: lastSeqOf(part) });
    return true;
  }
  if (row.owner !== processId) return false;
  const { status, endedAt } = part;
  const owner = endedAt === undefined ? row.owner : undefined;
  tables.changeRun(row, { lastSeq: lastSeqOf(part), status, endedAt, owner });
  return true;
}

function addDelivery(tables: MemoryTables, row: NewDelivery, processId: string): void {
  if (tables.deliveries.has(row.id)) return;
  const { location, environment, job, name } = tables.hookOf(row.hookId);
  const running = row.state === 'running';
  tables.putDelivery({
    ...row,
    owner: running ? (row.owner ?? processId) : undefined,
    ...{ location, environment, job, hook: name },
    nextAt: row.createdAt,
    claim: running ? 1 : 0,
    attempts: 0,
    losses: 0,
    endedAt: row.state === 'suppressed' ? row.createdAt : undefined,
    error: undefined,
    duration: undefined,
    unroutableAt: undefined,
    failedRound: undefined,
  });
}

function settle(tables: MemoryTables, outcomes: readonly DeliveryOutcome[], processId: string): void {
  const applied = outcomes.filter((outcome) => apply(tables, outcome, processId));
  for (const { result, deliveryId } of applied)
    if (result === 'delivered') countSuccess(tables, rowOf(tables, deliveryId).hookId);
  for (const { result, deliveryId, endedAt } of applied)
    if (result === 'failed') countFailure(tables, rowOf(tables, deliveryId), Math.ceil(endedAt));
}

const rowOf = (tables: MemoryTables, id: string): MemoryDelivery => tables.deliveries.get(id) as MemoryDelivery;

/** False where the outcome changes nothing: its claim is settled, or another has it. */
function apply(tables: MemoryTables, outcome: DeliveryOutcome, processId: string): boolean {
  const row = tables.deliveries.get(outcome.deliveryId);
  if (!row || !counts(outcome, row)) return false;
  const { result, state, nextAt, error, reason, endedAt, duration } = outcome;
  const attempted = result === 'delivered' || result === 'failed';
  tables.changeDelivery(row, {
    state,
    reason,
    owner: undefined,
    unroutableAt: undefined,
    nextAt: state === 'pending' ? Math.ceil(nextAt ?? endedAt) : row.nextAt,
    error: error ?? row.error,
    endedAt: state === 'pending' ? undefined : endedAt,
    duration: attempted ? duration : row.duration,
    attempts: row.attempts + (attempted ? 1 : 0),
    losses: row.losses + (result === 'lost' ? 1 : 0),
  });
  if (result !== 'expired') addAttempt(tables, row, { ...outcome, result });
  if (state === 'dead') for (const letter of outcome.deadLetters) addDelivery(tables, letter, processId);
  return true;
}

function counts({ result, claim }: DeliveryOutcome, row: MemoryDelivery): boolean {
  if (row.state === 'running' && row.claim === claim) return true;
  if (result === 'expired') return row.state === 'pending' && row.claim === claim;
  return result === 'delivered' && (row.state === 'pending' || row.state === 'running') && row.claim >= claim;
}

/** A success has a row only where others went before it; that of a claim taken for lost takes the place of the loss. */
function addAttempt(
  tables: MemoryTables,
  before: MemoryDelivery,
  outcome: DeliveryOutcome & { readonly result: 'delivered' | 'failed' | 'lost' },
): void {
  const known = tables.attempts.get(before.id);
  if (outcome.result === 'delivered' && before.attempts === 0 && before.losses === 0 && !known) return;
  const { deliveryId, claim, processId, hookVersion, startedAt, endedAt, duration, result, error } = outcome;
  const row = { deliveryId, n: 0, claim, processId, hookVersion, startedAt, endedAt, duration, result, error };
  tables.attempts.set(before.id, new Map([...(known ?? []), [claim, row]]));
}
