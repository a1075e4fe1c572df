import type { AttemptRow, DeliveryRow, EventRow, PlanSnapshot, RunRow, Store } from '@hookline/core/spi';

/** Everything that a store knows of one run. */
export interface StoredRun {
  readonly row: RunRow;
  readonly plan: PlanSnapshot;
  readonly events: readonly EventRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly attempts: ReadonlyMap<string, readonly AttemptRow[]>;
}

type Reader = Pick<Store, 'getRun' | 'getPlan' | 'readEvents' | 'listDeliveries' | 'attemptsOf'>;

const PAGE = 500;

/** Undefined where the run never got into the store. */
export async function readRun(store: Reader, runId: string): Promise<StoredRun | undefined> {
  const row = await store.getRun(runId);
  if (!row) return undefined;
  const plan = JSON.parse((await store.getPlan(row.planHash)) as string) as PlanSnapshot;
  const events: EventRow[] = [];
  for (;;) {
    const page = await store.readEvents(runId, { after: events.length, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) break;
  }
  const deliveries = await deliveriesOf(store, runId);
  const attempts = new Map<string, readonly AttemptRow[]>();
  for (const { id } of deliveries) attempts.set(id, await store.attemptsOf(id));
  return { row, plan, events, deliveries, attempts };
}

async function deliveriesOf(store: Reader, runId: string): Promise<readonly DeliveryRow[]> {
  const rows: DeliveryRow[] = [];
  for (;;) {
    const before = rows.at(-1);
    const page = await store.listDeliveries({ runId, limit: PAGE, ...(before && { before }) });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}
