import type { AttemptRow, DeliveryRow, EventRow, HookLogRow, HookRow, ProcessRow, RunRow } from '@hookline/core/spi';

/** A hook with what its breaker knows (D19). */
export interface MemoryHook extends HookRow {
  /** Raised by the success that ends a row of failures: a delivery counts once in each. */
  readonly round: number;
  /** ms from one probe to the next; 0 while the breaker is closed. */
  readonly openFor: number;
  /** Id of the delivery that is the probe. */
  readonly probe: string | undefined;
}

/** A delivery with what the port does not show. */
export interface MemoryDelivery extends DeliveryRow {
  readonly unroutableAt: number | undefined;
  /** The round of its hook in which it failed last. */
  readonly failedRound: number | undefined;
}

/** Everything that is stored. Rows are never changed, only replaced, so what was given out stays as it was. */
export class MemoryTables {
  readonly runs = new Map<string, RunRow>();
  readonly plans = new Map<string, string>();
  /** By run, in order; `seq` is the index plus 1. */
  readonly events = new Map<string, EventRow[]>();
  readonly hookLog = new Map<string, HookLogRow>();
  readonly hooks = new Map<number, MemoryHook>();
  readonly deliveries = new Map<string, MemoryDelivery>();
  /** Those of `deliveries` that wait or run. */
  readonly unsettled = new Map<string, MemoryDelivery>();
  /** The same by run and trigger. */
  readonly #triggers = new Map<string, Map<string, MemoryDelivery>>();
  /** By delivery, then by claim. */
  readonly attempts = new Map<string, Map<number, AttemptRow>>();
  readonly processes = new Map<string, ProcessRow>();
  readonly blobs = new Map<string, Uint8Array>();

  /** Under the name of a process whose part is over nothing new begins. */
  hasEnded(processId: string | undefined): boolean {
    return processId !== undefined && this.processes.get(processId)?.ended !== undefined;
  }

  putDelivery(row: MemoryDelivery): void {
    this.deliveries.set(row.id, row);
    const trigger = `${row.runId}/${row.triggerSeq}`;
    const siblings = this.#triggers.get(trigger) ?? new Map<string, MemoryDelivery>();
    for (const rows of [this.unsettled, siblings]) {
      if (row.state === 'pending' || row.state === 'running') rows.set(row.id, row);
      else rows.delete(row.id);
    }
    if (siblings.size > 0) this.#triggers.set(trigger, siblings);
    else this.#triggers.delete(trigger);
  }

  /** Those of the same trigger that wait or run. */
  unsettledBeside({ runId, triggerSeq }: MemoryDelivery): readonly MemoryDelivery[] {
    return [...(this.#triggers.get(`${runId}/${triggerSeq}`)?.values() ?? [])];
  }

  changeDelivery(row: MemoryDelivery, change: Partial<MemoryDelivery>): MemoryDelivery {
    const changed = { ...row, ...change };
    this.putDelivery(changed);
    return changed;
  }

  changeHook(id: number, change: Partial<MemoryHook>): void {
    this.hooks.set(id, { ...this.hookOf(id), ...change });
  }

  hookOf(id: number): MemoryHook {
    const hook = this.hooks.get(id);
    if (!hook) throw new RangeError(`There is no hook ${id}; registerHooks() gives ids.`);
    return hook;
  }

  changeRun(row: RunRow, change: Partial<RunRow>): RunRow {
    const changed = { ...row, ...change };
    this.runs.set(row.id, changed);
    return changed;
  }
}

/** What the port shows of a delivery. */
export function shownDelivery({ unroutableAt, failedRound, ...row }: MemoryDelivery): DeliveryRow {
  return row;
}

export const isOpenRun = ({ status }: RunRow): boolean => status === 'queued' || status === 'running';

/** By code point as far as it matters: ids have no characters beyond the first plane. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Dated {
  readonly createdAt: number;
  readonly id: string;
}

export const oldestFirst = (a: Dated, b: Dated): number => a.createdAt - b.createdAt || compareTexts(a.id, b.id);

/** A page of the newest rows older than `before`. */
export function newestPage<T extends Dated>(
  rows: Iterable<T>,
  { before, limit }: { readonly before?: Dated | undefined; readonly limit: number },
): readonly T[] {
  const older = [...rows].filter((row) => before === undefined || oldestFirst(row, before) < 0);
  return older.sort((a, b) => oldestFirst(b, a)).slice(0, limit);
}
