import { createHash } from 'node:crypto';
import { InvariantError } from '@hookline/core';
import type { EventRow, HookLogRow, NewDelivery, NewRun, RunCommit } from '@hookline/core/spi';
import type { SqlValue } from './database';
import { storable } from './dialect';

/** Times are whole ms; a delay with jitter may have a fraction, which a `bigint` of Postgres refuses. */
export const wholeMs = (ms: number): number => Math.ceil(ms);

const optional = (text: string | undefined): string | null => (text === undefined ? null : storable(text));

/** Values of {@link INSERT_RUN}. */
export function runValues(part: RunCommit, created: NewRun, processId: string): SqlValue[] {
  const { location, environment, job, planHash, config, parentId, rootId, resume, priority } = created;
  const isHeld = part.epoch > 0 && part.endedAt === undefined;
  return [
    part.runId,
    location,
    environment,
    job,
    planHash,
    part.status,
    config,
    JSON.stringify(created.notRestorable),
    parentId ?? null,
    rootId,
    JSON.stringify(created.tags),
    resume,
    priority,
    part.epoch,
    isHeld ? processId : null,
    lastSeqOf(part),
    wholeMs(created.createdAt),
    part.endedAt === undefined ? null : wholeMs(part.endedAt),
  ];
}

export const INSERT_RUN = `INSERT INTO runs (id, location, environment, job, plan_hash, status, config, not_restorable,
    parent_id, root_id, tags, resume, priority, epoch, owner, last_seq, created_at, ended_at, recoveries, cancel_requested)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, 0)
  ON CONFLICT (id) DO NOTHING`;

/** `seq` of the run's last event after this part. */
export const lastSeqOf = ({ events, after }: RunCommit): number => events.at(-1)?.seq ?? after;

/** Values of {@link INSERT_EVENT}. */
export const eventValues = (row: EventRow): SqlValue[] => [
  row.runId,
  row.seq,
  row.epoch,
  row.type,
  optional(row.stepKey),
  row.attempt,
  wholeMs(row.at),
  row.data,
];

export const INSERT_EVENT = `INSERT INTO events (run_id, seq, epoch, type, step_key, attempt, at, data)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Values of {@link INSERT_DELIVERY}; the owner of one that begins at once is who commits it. */
export function deliveryValues(row: NewDelivery, processId: string): SqlValue[] {
  assertId(row);
  const running = row.state === 'running';
  return [
    row.id,
    row.runId,
    row.triggerSeq,
    optional(row.stepKey),
    row.attempt,
    row.kind,
    row.hookId,
    row.order,
    row.blocking ? 1 : 0,
    row.origin,
    row.state,
    optional(row.reason),
    running ? (row.owner ?? processId) : null,
    optional(row.boundTo),
    wholeMs(row.createdAt),
    wholeMs(row.startedAt),
    running ? 1 : 0,
    row.state === 'suppressed' ? wholeMs(row.createdAt) : null,
  ];
}

export const INSERT_DELIVERY = `INSERT INTO deliveries (id, run_id, trigger_seq, step_key, attempt, kind, hook_id,
    hook_order, blocking, origin, state, reason, owner, bound_to, created_at, started_at, next_at, claim, ended_at,
    attempts, losses)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $17, $18, 0, 0)
  ON CONFLICT (id) DO NOTHING`;

function assertId({ id, runId, triggerSeq }: NewDelivery): void {
  if (id.startsWith(`${runId}/${triggerSeq}/`)) return;
  throw new InvariantError(`Delivery '${id}' does not begin with its run and trigger, '${runId}/${triggerSeq}/'.`);
}

/**
 * Values of {@link INSERT_LOG}. The place in the commit and a digest make a key of its own for each line, and the same one
 * when the commit is offered again.
 */
export function logValues(row: HookLogRow, index: number): SqlValue[] {
  const { runId, type, stepKey, hook, at, data } = row;
  const digest = createHash('sha1')
    .update(JSON.stringify([type, stepKey, hook, data]))
    .digest('hex')
    .slice(0, 12);
  return [runId, wholeMs(at), index, digest, type, optional(stepKey), optional(hook), data];
}

export const INSERT_LOG = `INSERT INTO hook_log (run_id, at, n, digest, type, step_key, hook, data)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;
