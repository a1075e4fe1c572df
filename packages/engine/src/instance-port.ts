import type { Delivery, DeliveryState } from '@hookline/core/spi';
import type { HookSlots } from './hooks/hook-slots';
import type { ValueStore } from './values/value-store';

/** Learns how a delivery gets on that its run does not attempt itself. */
export interface DeliveryWatcher {
  /** @param attempted its first attempt has ended */
  deliveryMoved(
    delivery: Delivery,
    moved: { attempted: boolean; state: DeliveryState; error: Error | undefined },
  ): void;
}

/** What runs on an instance share with their process. */
export interface InstancePort {
  readonly slots: HookSlots;
  readonly values: ValueStore;
  /** Tells how a committed delivery gets on until it has ended, wherever it is attempted. */
  watch(delivery: Delivery, watcher: DeliveryWatcher): void;
  /** Tells that watcher nothing more. */
  unwatch(watcher: DeliveryWatcher): void;
  /** Gives the claim of a committed delivery back that has not begun here: whoever has a place makes its first attempt. */
  release(delivery: Delivery): void;
  /** The store was gone for `storeGrace`: the runs of this process were given up, and others are to find them (D3). */
  givenUp?(): void;
}
