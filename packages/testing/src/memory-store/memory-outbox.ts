import type {
  AttemptRow,
  DeliveryQuery,
  DeliveryRow,
  HookRow,
  OutboxSummary,
  StoredDeliveryState,
} from '@hookline/core/spi';
import {
  type MemoryDelivery,
  type MemoryHook,
  type MemoryTables,
  newestPage,
  oldestFirst,
  shownDelivery,
} from './memory-tables';

type Names = Omit<HookRow, 'id' | 'name' | 'failures' | 'openUntil'>;
type Pair = Pick<HookRow, 'location' | 'environment'>;

export function registerHooks(tables: MemoryTables, of: Names, names: readonly string[]): ReadonlyMap<string, number> {
  const { location, environment, job } = of;
  const isOfJob = (hook: HookRow) =>
    hook.location === location && hook.environment === environment && hook.job === job && names.includes(hook.name);
  const known = new Map([...tables.hooks.values()].filter(isOfJob).map(({ name, id }) => [name, id]));
  for (const name of names) {
    if (known.has(name)) continue;
    const id = tables.hooks.size + 1;
    const breaker = { failures: 0, openUntil: 0, round: 0, openFor: 0, probe: undefined };
    tables.hooks.set(id, { id, location, environment, job, name, ...breaker });
    known.set(name, id);
  }
  return known;
}

export function nextDue(tables: MemoryTables, hookIds: readonly number[]): number | undefined {
  const due = [...tables.unsettled.values()]
    .filter(({ state, hookId }) => state === 'pending' && hookIds.includes(hookId))
    .map(({ nextAt, hookId }) => Math.max(nextAt, tables.hookOf(hookId).openUntil));
  return due.length === 0 ? undefined : due.reduce((least, each) => Math.min(least, each));
}

export function listDeliveries(tables: MemoryTables, query: DeliveryQuery): readonly DeliveryRow[] {
  const { runId, states, hook, job, location, environment } = query;
  const isAsked = (row: DeliveryRow) =>
    (runId ?? row.runId) === row.runId &&
    (states === undefined || states.includes(row.state)) &&
    (hook ?? row.hook) === row.hook &&
    (job ?? row.job) === row.job &&
    (location ?? row.location) === row.location &&
    (environment ?? row.environment) === row.environment;
  return newestPage([...tables.deliveries.values()].filter(isAsked), query).map(shownDelivery);
}

export function attemptsOf(tables: MemoryTables, deliveryId: string): readonly AttemptRow[] {
  const rows = [...(tables.attempts.get(deliveryId)?.values() ?? [])];
  return rows.sort((a, b) => a.claim - b.claim).map((row, index) => ({ ...row, n: index + 1 }));
}

export function redeliver(tables: MemoryTables, ids: readonly string[], now: number): number {
  const rows = [...new Set(ids)]
    .map((id) => tables.deliveries.get(id))
    .filter((row) => row?.state === 'dead' || row?.state === 'suppressed');
  for (const row of rows as MemoryDelivery[]) {
    const again = { state: 'pending', nextAt: Math.ceil(now), attempts: 0, losses: 0, failedRound: undefined } as const;
    const cleared = { reason: undefined, error: undefined, duration: undefined, endedAt: undefined };
    tables.changeDelivery(row, { ...again, ...cleared, unroutableAt: undefined });
  }
  return rows.length;
}

/** Deliveries that have not ended and fit, the oldest first. */
export function unsettledWhere(tables: MemoryTables, fits: (row: MemoryDelivery) => boolean): readonly DeliveryRow[] {
  return [...tables.unsettled.values()].filter(fits).sort(oldestFirst).map(shownDelivery);
}

export function noteUnroutable(
  tables: MemoryTables,
  of: Pair,
  { known, now }: { readonly known: readonly number[]; readonly now: number },
): void {
  for (const row of tables.unsettled.values()) {
    const isDue = row.state === 'pending' && row.nextAt <= now && row.unroutableAt === undefined;
    const isOurs = row.location === of.location && row.environment === of.environment;
    const isHopeless = !known.includes(row.hookId) || tables.hasEnded(row.boundTo);
    if (isDue && isOurs && isHopeless) tables.changeDelivery(row, { unroutableAt: now });
  }
}

export function outboxSummary(tables: MemoryTables, now: number): OutboxSummary {
  const counts: Record<StoredDeliveryState, number> = {
    open: 0,
    pending: 0,
    running: 0,
    delivered: 0,
    suppressed: 0,
    folded: 0,
    dead: 0,
  };
  for (const { state } of tables.deliveries.values()) counts[state]++;
  const oldestDue = [...tables.hooks.values()]
    .map((hook) => ({ hook: shownHook(hook), due: dueOf(tables, hook.id, now) }))
    .filter(({ due }) => due.length > 0)
    .map(({ hook, due }) => ({ hook, dueAt: Math.min(...due), count: due.length }))
    .sort((a, b) => a.dueAt - b.dueAt || a.hook.id - b.hook.id);
  return { counts, oldestDue };
}

const dueOf = (tables: MemoryTables, hookId: number, now: number): readonly number[] =>
  [...tables.unsettled.values()]
    .filter((row) => row.hookId === hookId && row.state === 'pending' && row.nextAt <= now)
    .map(({ nextAt }) => nextAt);

function shownHook({ id, location, environment, job, name, failures, openUntil }: MemoryHook): HookRow {
  return { id, location, environment, job, name, failures, openUntil };
}
