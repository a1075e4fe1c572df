import { type Delivery, type DeliveryRow, type DeliveryState, decodeError, type StoredError } from '@hookline/core/spi';
import type { DeliveryWatcher } from '@hookline/engine';
import type { DispatcherSpec } from './dispatcher-spec';
import { Backoff, Loop } from './loop';

/** Between looks at deliveries that other processes attempt, ms. */
const SHORTEST_LOOK = 25;
const LONGEST_LOOK = 1_000;
/** Deliveries that are looked at in one query, and in one look: of more the next ones get their turn in the next. */
const AT_ONCE = 500;
const MOST = 2_000;

interface Watch {
  readonly delivery: Delivery;
  readonly watcher: DeliveryWatcher;
  /** It was told that the first attempt has ended. */
  attempted: boolean;
}

/** Tells runs how deliveries get on that they do not attempt themselves. */
export class Watches {
  /** By delivery id. */
  private readonly watches = new Map<string, Watch>();
  private readonly loop: Loop;
  private readonly backoff = new Backoff(SHORTEST_LOOK, LONGEST_LOOK);

  /** @param isHere whether this process has a delivery in hand, and will tell itself what becomes of it */
  constructor(
    private readonly spec: Pick<DispatcherSpec, 'store' | 'clock'>,
    private readonly isHere: (deliveryId: string) => boolean,
  ) {
    this.loop = new Loop(spec.clock, () => this.look());
  }

  watch(delivery: Delivery, watcher: DeliveryWatcher): void {
    this.watches.set(delivery.deliveryId, { delivery, watcher, attempted: false });
    this.backoff.reset();
    this.loop.stir();
  }

  unwatch(watcher: DeliveryWatcher): void {
    for (const [id, watch] of this.watches) if (watch.watcher === watcher) this.watches.delete(id);
  }

  /** The hook has returned, and that is committed. */
  delivered(deliveryId: string): void {
    const watch = this.watches.get(deliveryId);
    if (watch) this.move(deliveryId, watch, { state: 'delivered', isOver: true, error: undefined });
  }

  /** An attempt failed here; whether that counts, the row says, for its claim may have been taken for lost (D8). */
  failed(deliveryId: string): void {
    if (!this.watches.has(deliveryId)) return;
    this.backoff.reset();
    this.loop.stir();
  }

  stop(): Promise<void> {
    this.watches.clear();
    return this.loop.stop();
  }

  private async look(): Promise<number | undefined> {
    const ids = this.nextOnes();
    try {
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const rows = await this.spec.store.getDeliveries(ids.slice(start, start + AT_ONCE));
        for (const row of rows) this.lookAt(row);
      }
    } catch {
      // The store is asked again; that it fails is told where something cannot be stored.
    }
    return this.watches.size > 0 ? this.backoff.grow() : undefined;
  }

  /** Those that waited longest for a look, which go to the end of the line. */
  private nextOnes(): readonly string[] {
    const ids: string[] = [];
    for (const id of this.watches.keys()) {
      if (ids.length === MOST) break;
      if (!this.isHere(id)) ids.push(id);
    }
    if (ids.length < MOST) return ids;
    for (const id of ids) {
      const watch = this.watches.get(id) as Watch;
      this.watches.delete(id);
      this.watches.set(id, watch);
    }
    return ids;
  }

  private lookAt(row: DeliveryRow): void {
    const watch = this.watches.get(row.id);
    if (!watch) return;
    const state = stateOf(row);
    const isOver = ENDED.has(state);
    const attempted = row.attempts > 0 || row.losses > 0;
    if (!isOver && (watch.attempted || !attempted)) return;
    const error = row.error === undefined ? undefined : decodeError(JSON.parse(row.error) as StoredError);
    // Others are at work, whose next ones end soon, too; what ends here is told without a look.
    this.backoff.reset();
    // Nobody waits for the retries of one that holds nothing back.
    this.move(row.id, watch, { state, isOver: isOver || !row.blocking, error });
  }

  private move(id: string, watch: Watch, { state, isOver, error }: Move): void {
    watch.attempted = true;
    if (isOver) this.watches.delete(id);
    watch.watcher.deliveryMoved(watch.delivery, { attempted: true, state, error });
  }
}

interface Move {
  readonly state: DeliveryState;
  /** Nothing more is told of it. */
  readonly isOver: boolean;
  readonly error: Error | undefined;
}

const ENDED: ReadonlySet<DeliveryState> = new Set(['delivered', 'suppressed', 'dead']);

/** What is folded into another delivery is, for its run, delivered. */
function stateOf({ state }: DeliveryRow): DeliveryState {
  if (state === 'folded') return 'delivered';
  return state === 'open' ? 'pending' : state;
}
