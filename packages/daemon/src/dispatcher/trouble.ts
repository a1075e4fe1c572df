import { messageOf, toError } from '@hookline/engine';
import type { DispatcherStore } from './dispatcher-spec';

/** A delivery that this process cannot attempt, for a reason that another one, or other code, may not have (D15). */
export class UnroutableError extends Error {
  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
    this.name = 'UnroutableError';
  }
}

/** The store did not answer: nothing is known of the delivery, and it is not to blame. */
export class StoreTroubleError extends Error {
  constructor(cause: unknown) {
    super(messageOf(toError(cause, 'The store')), { cause });
    this.name = 'StoreTroubleError';
  }
}

/** What contexts are made of. */
export type DeliveryReader = Pick<
  DispatcherStore,
  'getRun' | 'getPlan' | 'readEvent' | 'readEvents' | 'readOutputs' | 'getDelivery' | 'registerHooks'
>;

/** A reader whose rejections can be told from all other errors. */
export function markTrouble(store: DeliveryReader): DeliveryReader {
  return {
    getRun: (id) => marked(() => store.getRun(id)),
    getPlan: (hash) => marked(() => store.getPlan(hash)),
    readEvent: (runId, seq) => marked(() => store.readEvent(runId, seq)),
    readEvents: (runId, page) => marked(() => store.readEvents(runId, page)),
    readOutputs: (runId, keys) => marked(() => store.readOutputs(runId, keys)),
    getDelivery: (id) => marked(() => store.getDelivery(id)),
    registerHooks: (of, names) => marked(() => store.registerHooks(of, names)),
  };
}

async function marked<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new StoreTroubleError(error);
  }
}
