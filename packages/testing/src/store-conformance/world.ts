import type {
  ClaimRequest,
  DeliveryOutcome,
  DeliveryRow,
  EventRow,
  NewDelivery,
  NewRun,
  RunCommit,
  Store,
  StoreCommit,
} from '@hookline/core/spi';

/** What of jest's matchers the suite uses. Its types are a development dependency, which users of this package need not have. */
export interface Matchers {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toBeUndefined(): void;
  readonly rejects: { toMatchObject(expected: object): Promise<void> };
}

/** One test: a sentence in the present tense → what is done. */
export type Cases = Readonly<Record<string, (world: World) => Promise<void>>>;

/** 2026-01-01T00:00:00Z */
export const NOW = 1_767_225_600_000;

/** A store with nothing in it, and short words for what most tests do. */
export class World {
  constructor(
    readonly store: Store,
    readonly expect: (actual: unknown) => Matchers,
  ) {}

  /** Ids of hooks of the job `daily`, in the order of their names. */
  async hooks(...names: readonly string[]): Promise<readonly number[]> {
    const ids = await this.store.registerHooks({ location: 'shop', environment: 'test', job: 'daily' }, names);
    return names.map((name) => ids.get(name) ?? 0);
  }

  /** Commits a turn of the process `p1`, unless it says otherwise. */
  async commit(commit: Partial<StoreCommit>): Promise<readonly string[]> {
    return this.store.commit({ processId: 'p1', runs: [], outcomes: [], hookLog: [], ...commit });
  }

  /** A run that `p1` holds, whose first event owes deliveries. */
  async run(id: string, deliveries: readonly NewDelivery[] = []): Promise<void> {
    const refused = await this.commit({ runs: [created(id, { deliveries })] });
    this.expect(refused).toEqual([]);
  }

  async settle(...outcomes: readonly DeliveryOutcome[]): Promise<void> {
    this.expect(await this.commit({ outcomes })).toEqual([]);
  }

  /** Claims as `p1`, with room for 10 of each hook. */
  async claim(hookIds: readonly number[], request: Partial<ClaimRequest> = {}): Promise<readonly DeliveryRow[]> {
    const rooms = hookIds.map((hookId) => ({ hookId, room: 10 }));
    return this.store.claim({ processId: 'p1', rooms, limit: 32, now: NOW, quarantined: false, ...request });
  }

  async delivery(id: string): Promise<DeliveryRow> {
    const row = await this.store.getDelivery(id);
    if (!row) throw new Error(`There is no delivery ${id}.`);
    return row;
  }
}

export const newRun = (id: string, given: Partial<NewRun> = {}): NewRun => ({
  location: 'shop',
  environment: 'test',
  job: 'daily',
  planHash: 'hash-1',
  plan: '{"steps":[]}',
  config: '{}',
  notRestorable: [],
  parentId: undefined,
  rootId: id,
  tags: {},
  resume: 'fail',
  priority: 0,
  createdAt: NOW,
  ...given,
});

export const event = (runId: string, seq: number, given: Partial<EventRow> = {}): EventRow => ({
  runId,
  seq,
  epoch: 1,
  type: 'step.started',
  stepKey: 'load',
  attempt: 1,
  at: NOW,
  data: '',
  ...given,
});

/** A part with one event after `after`. */
export const part = (runId: string, after: number, given: Partial<RunCommit> = {}): RunCommit => ({
  runId,
  epoch: 1,
  created: undefined,
  after,
  events: [event(runId, after + 1, { epoch: given.epoch ?? 1 })],
  deliveries: [],
  status: 'running',
  endedAt: undefined,
  ...given,
});

/** The first part of a run. */
export const created = (runId: string, given: Partial<RunCommit> = {}): RunCommit =>
  part(runId, 0, { created: newRun(runId), ...given });

/** One that waits for hook `name`, of the trigger `run-1/1` unless its id says otherwise. */
export function delivery(id: string, hookId: number, given: Partial<NewDelivery> = {}): NewDelivery {
  const [runId = '', seq = ''] = id.split('/');
  return {
    id,
    runId,
    triggerSeq: Number(seq),
    stepKey: 'load',
    attempt: 1,
    kind: 'success',
    hookId,
    order: 0,
    blocking: false,
    origin: 'trigger',
    state: 'pending',
    reason: undefined,
    owner: undefined,
    boundTo: undefined,
    createdAt: NOW,
    startedAt: NOW - 5,
    ...given,
  };
}

export const delivered = (
  deliveryId: string,
  claim: number,
  given: Partial<DeliveryOutcome> = {},
): DeliveryOutcome => ({
  deliveryId,
  claim,
  result: 'delivered',
  state: 'delivered',
  nextAt: undefined,
  error: undefined,
  reason: undefined,
  processId: 'p1',
  hookVersion: 'v1',
  startedAt: NOW,
  endedAt: NOW + 20,
  duration: 20.5,
  deadLetters: [],
  ...given,
});

/** It is tried again in 10 ms. */
export const failed = (deliveryId: string, claim: number, given: Partial<DeliveryOutcome> = {}): DeliveryOutcome =>
  delivered(deliveryId, claim, {
    result: 'failed',
    state: 'pending',
    nextAt: NOW + 10,
    error: '{"message":"no"}',
    ...given,
  });

export const dead = (deliveryId: string, claim: number, given: Partial<DeliveryOutcome> = {}): DeliveryOutcome =>
  failed(deliveryId, claim, { state: 'dead', nextAt: undefined, reason: 'attempts are used up', ...given });

export const lost = (deliveryId: string, claim: number): DeliveryOutcome =>
  delivered(deliveryId, claim, { result: 'lost', state: 'pending', nextAt: NOW, duration: 0 });
