import type { MemoryDelivery, MemoryTables } from './memory-tables';

/** As in the databases: see docs/decisions/0008-store.md. */
const FAILURES_TO_OPEN = 5;
const FIRST_INTERVAL = 60_000;
const LONGEST_INTERVAL = 1_800_000;

export function countSuccess(tables: MemoryTables, hookId: number): void {
  const { failures, round } = tables.hookOf(hookId);
  if (failures === 0) return;
  tables.changeHook(hookId, { failures: 0, openUntil: 0, openFor: 0, probe: undefined, round: round + 1 });
}

export function countFailure(tables: MemoryTables, row: MemoryDelivery, endedAt: number): void {
  const hook = tables.hookOf(row.hookId);
  if (hook.probe === row.id) {
    const openFor = Math.min(hook.openFor * 2, LONGEST_INTERVAL);
    tables.changeHook(hook.id, { probe: undefined, openFor, openUntil: endedAt + openFor });
  }
  if (row.blocking || row.failedRound === hook.round) return;
  const failures = hook.failures + 1;
  tables.changeHook(hook.id, { failures });
  if (hook.openUntil === 0 && failures >= FAILURES_TO_OPEN)
    tables.changeHook(hook.id, { openFor: FIRST_INTERVAL, openUntil: endedAt + FIRST_INTERVAL });
  tables.changeDelivery(row, { failedRound: hook.round });
}

export function takeProbe(tables: MemoryTables, row: MemoryDelivery, now: number): void {
  const { openFor } = tables.hookOf(row.hookId);
  tables.changeHook(row.hookId, { probe: row.id, openUntil: now + openFor });
}

export function releaseProbe(tables: MemoryTables, row: MemoryDelivery, nextAt: number): void {
  const { probe, openUntil } = tables.hookOf(row.hookId);
  if (probe === row.id && openUntil > nextAt) tables.changeHook(row.hookId, { probe: undefined, openUntil: nextAt });
}
