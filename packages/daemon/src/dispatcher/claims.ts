import type { DeliveryRow } from '@hookline/core/spi';
import type { HookSlots, Time } from '@hookline/engine';
import type { DispatcherSpec } from './dispatcher-spec';
import type { InHand } from './in-hand';
import type { KnownHooks } from './known-hooks';
import type { UnroutableLog } from './unroutable-log';

/** Deliveries that are claimed at a time (D21). */
const MOST = 32;

/** While others are due one that is to run alone is looked for every few ms, for the process has to be emptied for it. */
const QUARANTINE_LOOK = 5_000;
/** Where the process is empty. */
const QUARANTINE_IDLE_LOOK = 500;

/** What claims are made with. */
export interface ClaimsSpec extends Pick<DispatcherSpec, 'store' | 'processId'> {
  readonly time: Time;
  readonly slots: HookSlots;
  readonly hooks: KnownHooks;
  readonly inHand: InHand;
  readonly unroutable: UnroutableLog;
}

/**
 * Claims what is due. One that killed its process before runs alone (D20): nothing else is under way, and nothing is
 * begun meanwhile.
 */
export class Claims {
  /** `emptying`: nothing is begun, until all that runs has ended. */
  private mode: 'open' | 'emptying' | 'alone' = 'open';
  private lookedAt = Number.NEGATIVE_INFINITY;
  private limited = false;

  constructor(private readonly spec: ClaimsSpec) {}

  /** Nothing runs alone, or is about to. */
  get isOpen(): boolean {
    return this.mode === 'open';
  }

  /** More could be claimed if there were more places. */
  get wantsPlaces(): boolean {
    return this.limited || !this.isOpen || this.spec.inHand.crowded;
  }

  /**
   * @param thorough looks for one that is to run alone, however long ago that was done
   * @returns how many were claimed
   */
  async take({ thorough }: { readonly thorough: boolean }): Promise<number> {
    if (this.mode === 'alone' && this.isEmpty) this.reopen();
    if (this.mode === 'alone') return 0;
    if (this.mode === 'emptying') return this.takeAlone();
    const taken = await this.takeDue();
    const since = this.spec.time.monotonic() - this.lookedAt;
    if (taken === 0 && this.isEmpty) return since < QUARANTINE_IDLE_LOOK && !thorough ? 0 : this.takeAlone();
    if (since >= QUARANTINE_LOOK) await this.lookForLoner();
    return taken;
  }

  /** All places may be taken again. */
  reopen(): void {
    this.mode = 'open';
    this.spec.slots.open();
  }

  private get isEmpty(): boolean {
    return this.spec.slots.used === 0 && this.spec.inHand.size === 0;
  }

  private async takeDue(): Promise<number> {
    const { slots, hooks, inHand, unroutable, time } = this.spec;
    if (inHand.crowded) return 0;
    const now = time.now();
    const rooms = hooks.rooms(slots).filter(({ hookId }) => !unroutable.leaves(hookId, now));
    this.limited = rooms.length < hooks.ids.length;
    if (rooms.length === 0) return 0;
    const rows = await this.claim(rooms, false);
    if (rows.length > 0) this.limited = true;
    for (const row of rows) inHand.take(row, hooks.hookOf(row.hookId));
    return rows.length;
  }

  private async takeAlone(): Promise<number> {
    this.mode = 'emptying';
    this.spec.slots.close();
    if (!this.isEmpty) return 0;
    const [row] = await this.claimLoner().catch((error: unknown) => {
      this.reopen();
      throw error;
    });
    if (!row) {
      this.reopen();
      return 0;
    }
    this.mode = 'alone';
    this.spec.inHand.take(row, undefined);
    return 1;
  }

  /** Gives it back at once: it is not to be in hand while other hooks may kill this process. */
  private async lookForLoner(): Promise<void> {
    const [row] = await this.claimLoner();
    if (!row) return;
    const { id, claim, nextAt } = row;
    // Since when nobody could route it is not to be forgotten.
    const unroutableAt = this.spec.unroutable.has(id) ? this.spec.time.now() : undefined;
    await this.spec.store.release([{ id, claim, nextAt, unroutableAt }]);
    this.mode = 'emptying';
    this.spec.slots.close();
  }

  private claimLoner(): Promise<readonly DeliveryRow[]> {
    this.lookedAt = this.spec.time.monotonic();
    const rooms = this.spec.hooks.ids.map((hookId) => ({ hookId, room: 1 }));
    return rooms.length > 0 ? this.claim(rooms, true) : Promise.resolve([]);
  }

  private async claim(rooms: Rooms, quarantined: boolean): Promise<readonly DeliveryRow[]> {
    const { store, processId, time, slots } = this.spec;
    const limit = quarantined ? 1 : Math.min(MOST, slots.places);
    return store.claim({ processId: processId(), rooms, limit, now: time.now(), quarantined });
  }
}

type Rooms = ReturnType<KnownHooks['rooms']>;
