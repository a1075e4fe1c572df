import type { ClaimRequest, DeliveryRow, ReleasedClaim } from '@hookline/core/spi';
import { releaseProbe, takeProbe } from './memory-breaker';
import { compareTexts, type MemoryDelivery, type MemoryTables, shownDelivery } from './memory-tables';

const MOST = 32;

/** Takes due deliveries: see the port. */
export function claimFrom(tables: MemoryTables, request: ClaimRequest): readonly DeliveryRow[] {
  if (tables.hasEnded(request.processId)) return [];
  const limit = request.quarantined ? 1 : Math.min(request.limit, MOST);
  const turns = request.rooms.flatMap(({ hookId, room }) =>
    candidatesOf(tables, hookId, request)
      .slice(0, roomOf(tables, hookId, room))
      .map((row, turn) => ({ row, turn })),
  );
  turns.sort((a, b) => a.turn - b.turn || dueFirst(a.row, b.row));
  return turns.slice(0, limit).map(({ row }) => {
    if (tables.hookOf(row.hookId).openUntil > 0) takeProbe(tables, row, request.now);
    const { processId: owner } = request;
    return shownDelivery(tables.changeDelivery(row, { state: 'running', claim: row.claim + 1, owner }));
  });
}

const dueFirst = (a: DeliveryRow, b: DeliveryRow): number => a.nextAt - b.nextAt || compareTexts(a.id, b.id);

function roomOf(tables: MemoryTables, hookId: number, room: number): number {
  return tables.hooks.get(hookId)?.openUntil === 0 ? Math.max(0, room) : Math.min(1, Math.max(0, room));
}

function candidatesOf(tables: MemoryTables, hookId: number, request: ClaimRequest): readonly MemoryDelivery[] {
  const { now, quarantined } = request;
  const hook = tables.hooks.get(hookId);
  if (!hook || hook.openUntil > now) return [];
  const due = [...tables.unsettled.values()].filter(
    (row) =>
      row.hookId === hookId &&
      row.state === 'pending' &&
      row.nextAt <= now &&
      row.losses > 0 === quarantined &&
      (row.boundTo === undefined || row.boundTo === request.processId),
  );
  return due.sort(dueFirst).filter((row) => !isHeldBack(tables, row, now));
}

/** By an earlier hook of the same trigger whose first attempt has not ended, unless nobody can serve that one now (S3). */
function isHeldBack(tables: MemoryTables, row: MemoryDelivery, now: number): boolean {
  return tables.unsettledBeside(row).some((earlier) => {
    const isEarlier = earlier.order < row.order && earlier.origin === 'trigger';
    if (!isEarlier || earlier.attempts > 0 || earlier.losses > 0) return false;
    if (earlier.state === 'running') return true;
    return earlier.unroutableAt === undefined && tables.hookOf(earlier.hookId).openUntil <= now;
  });
}

/** Gives claims back: see the port. What was noted before stays the time since which nobody could route it. */
export function releaseTo(tables: MemoryTables, claims: readonly ReleasedClaim[]): void {
  for (const { id, claim, nextAt, unroutableAt } of claims) {
    const row = tables.unsettled.get(id);
    if (row?.state !== 'running' || row.claim !== claim) continue;
    const noted = unroutableAt === undefined ? undefined : (row.unroutableAt ?? unroutableAt);
    const free = { state: 'pending', owner: undefined, reason: undefined } as const;
    const change = { ...free, nextAt: Math.ceil(nextAt), unroutableAt: noted };
    releaseProbe(tables, tables.changeDelivery(row, change), Math.ceil(nextAt));
  }
}
