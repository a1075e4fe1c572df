import type { AttemptRow, DeliveryRow, EventRow, HookLogRow, HookRow, ProcessRow, RunRow } from '@hookline/core/spi';
import type { SqlRow } from './database';

// The columns are selected under the names that the port gives them; a row then differs from the port's in nulls, flags and JSON.

export const RUN = `id, location, environment, job, plan_hash AS "planHash", status, config,
  not_restorable AS "notRestorable", parent_id AS "parentId", root_id AS "rootId", tags, resume, priority, epoch, owner,
  last_seq AS "lastSeq", recoveries, cancel_requested AS "cancelRequested", created_at AS "createdAt",
  ended_at AS "endedAt"`;

export const EVENT = `run_id AS "runId", seq, epoch, type, step_key AS "stepKey", attempt, at, data`;

export const HOOK_LOG = `run_id AS "runId", type, step_key AS "stepKey", hook, at, data`;

export const PROCESS = `id, host, boot_id AS "bootId", pid, started, location, environment, role, beat, ended, reason`;

export const HOOK = `h.id, h.location, h.environment, h.job, h.name, h.failures, h.open_until AS "openUntil"`;

/** Of `deliveries d JOIN hooks h`. */
export const DELIVERY = `d.id, d.run_id AS "runId", d.trigger_seq AS "triggerSeq", d.step_key AS "stepKey", d.attempt, d.kind,
  d.hook_id AS "hookId", d.hook_order AS "order", d.blocking, d.origin, d.state, d.reason, d.owner,
  d.bound_to AS "boundTo",  d.created_at AS "createdAt", d.started_at AS "startedAt", h.location, h.environment, h.job, h.name AS hook,
  d.next_at AS "nextAt", d.claim, d.attempts, d.losses, d.ended_at AS "endedAt", d.error, d.duration`;

export const ATTEMPT = `delivery_id AS "deliveryId", claim, process_id AS "processId", hook_version AS "hookVersion",
  started_at AS "startedAt", ended_at AS "endedAt", duration, result, error`;

export function toRun(row: SqlRow): RunRow {
  const { notRestorable, tags, cancelRequested, ...rest } = row;
  return {
    ...withoutNulls(rest),
    notRestorable: JSON.parse(notRestorable as string) as unknown,
    tags: JSON.parse(tags as string) as unknown,
    cancelRequested: cancelRequested === 1,
  } as unknown as RunRow;
}

export function toDelivery(row: SqlRow): DeliveryRow {
  return { ...withoutNulls(row), blocking: row['blocking'] === 1 } as unknown as DeliveryRow;
}

/** Written out: of these there are very many. */
export const toEvent = ({ runId, seq, epoch, type, stepKey, attempt, at, data }: SqlRow): EventRow =>
  ({ runId, seq, epoch, type, stepKey: stepKey ?? undefined, attempt, at, data }) as unknown as EventRow;
export const toHookLog = (row: SqlRow): HookLogRow => withoutNulls(row) as unknown as HookLogRow;
export const toProcess = (row: SqlRow): ProcessRow => withoutNulls(row) as unknown as ProcessRow;
export const toHook = (row: SqlRow): HookRow => withoutNulls(row) as unknown as HookRow;
export const toAttempt = (row: SqlRow, index: number): AttemptRow =>
  ({ ...withoutNulls(row), n: index + 1 }) as unknown as AttemptRow;

function withoutNulls(row: SqlRow): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) result[name] = value ?? undefined;
  return result;
}
