import { InvalidInvocationError } from '@hookline/core';
import type { DeliveryRow, HookOutbox, RunStore } from '@hookline/core/spi';
import { findRunId } from './find-run';
import type { ListDeliveries } from './instance';

/** What listing deliveries needs. */
type DeliveriesReader = Pick<HookOutbox, 'listDeliveries' | 'getDelivery'> & Pick<RunStore, 'getRun' | 'findRunIds'>;

const PAGE = 20;

/** @throws RunNotFoundError, and for a `before` that does not exist: the first page would come again and again */
export async function listDeliveries(
  store: DeliveriesReader,
  { limit = PAGE, before, runId, ...query }: ListDeliveries = {},
): Promise<readonly DeliveryRow[]> {
  return store.listDeliveries({
    ...query,
    limit,
    ...(runId !== undefined && { runId: await findRunId(store, runId) }),
    ...(before !== undefined && { before: await find(store, before) }),
  });
}

async function find(store: DeliveriesReader, id: string): Promise<DeliveryRow> {
  const row = await store.getDelivery(id);
  if (row) return row;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `There is no delivery '${id}', behind which the list would go on.`,
    remedy: 'Give the id of the last delivery of the page before.',
  });
}
