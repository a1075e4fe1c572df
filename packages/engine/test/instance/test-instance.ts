import type { CommitBatch, Delivery, DeliveryState, EventSink, HookOutcome, RunEvent } from '@hookline/core/spi';
import { type DeliveryWatcher, type EnginePorts, HookSlots, type InstancePort } from '../../src/index';
import { createTestExecutor } from '../engine';

/** What an instance offers to the engine, and a sink that keeps what it is given. */
export class TestInstance implements InstancePort, EventSink {
  readonly slots = new HookSlots();
  readonly blobs = new Map<string, Uint8Array>();
  readonly values = {
    put: async (address: string, bytes: Uint8Array) => void this.blobs.set(address, bytes),
    get: async (address: string) => this.blobs.get(address),
  };
  readonly batches: CommitBatch[] = [];
  /** Delivery id → who wants to know how it gets on. */
  readonly watched = new Map<string, { readonly delivery: Delivery; readonly watcher: DeliveryWatcher }>();
  givenUpTimes = 0;
  /** Ids of runs whose parts are refused. */
  readonly fenced = new Set<string>();
  private held: (() => void)[] | undefined = undefined;

  commit(batch: CommitBatch) {
    this.batches.push(batch);
    const refused = batch.map(({ runId }) => runId).filter((runId) => this.fenced.has(runId));
    const result = refused.length > 0 ? refused : undefined;
    const { held } = this;
    return held ? new Promise<typeof result>((resolve) => held.push(() => resolve(result))) : result;
  }

  /** From now on commits end only when the test says so. */
  hold(): void {
    this.held = [];
  }

  async commitHeld(): Promise<void> {
    for (const end of this.held?.splice(0) ?? []) end();
    await settle();
  }

  /** Hook and step of claims that were given back. */
  readonly givenBack: string[] = [];

  release({ deliveryId, stepKey }: Delivery): void {
    this.givenBack.push(`${deliveryId.split('/')[2] as string} ${stepKey ?? 'run'}`);
  }

  watch(delivery: Delivery, watcher: DeliveryWatcher): void {
    this.watched.set(delivery.deliveryId, { delivery, watcher });
  }

  unwatch(watcher: DeliveryWatcher): void {
    for (const [id, each] of this.watched) if (each.watcher === watcher) this.watched.delete(id);
  }

  givenUp(): void {
    this.givenUpTimes += 1;
  }

  /** Tells the run how a delivery got on elsewhere. */
  move(hook: string, state: DeliveryState, { attempted = true, error }: { attempted?: boolean; error?: Error } = {}) {
    const id = [...this.watched.keys()].find((each) => each.endsWith(`/${hook}`)) ?? '';
    const { delivery, watcher } = this.watched.get(id) ?? {};
    if (!delivery || !watcher) throw new Error(`Nobody watches a delivery of '${hook}'.`);
    watcher.deliveryMoved(delivery, { attempted, state, error });
  }

  /** What was owed, as it stood when it was committed: `hook step state`, with the reason if there is one. */
  readonly owed: string[] = [];

  get outcomes(): readonly HookOutcome[] {
    return this.batches.flatMap((batch) => batch.flatMap(({ outcomes }) => outcomes));
  }

  get events(): readonly RunEvent[] {
    return this.batches.flatMap((batch) => batch.flatMap(({ events }) => events));
  }

  executor(overrides: Partial<EnginePorts> = {}) {
    const commit = (batch: CommitBatch) => {
      for (const { deliveries } of batch) this.owed.push(...deliveries.map(owedText));
      return this.commit(batch);
    };
    return createTestExecutor({ sink: { commit }, instance: this, ...overrides });
  }
}

function owedText({ deliveryId, stepKey, state, reason }: Delivery): string {
  const text = `${deliveryId.split('/')[2] as string} ${stepKey ?? 'run'} ${state}`;
  return reason === undefined ? text : `${text}: ${reason}`;
}

/** Lets all that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise that a test settles. */
export function door(): { readonly passed: Promise<void>; open(): void; fail(error: Error): void } {
  let open: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open: () => open(), fail: (error) => fail(error) };
}
