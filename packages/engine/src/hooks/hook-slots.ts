import type { HookDefinition } from '@hookline/core/spi';

/** At a time: hooks in one place (a run without an instance, or a process on one), and calls of one hook (S15, D21). */
export const MOST_HOOKS = 16;
export const MOST_OF_ONE = 4;

/** The calls of hooks that a process on an instance has room for, over all its runs and what it takes from the store. */
export class HookSlots {
  private taken = 0;
  /** By the identity of a hook, its function. */
  private readonly lanes = new Map<HookDefinition['fn'], number>();
  private readonly listeners = new Set<() => void>();

  /** Takes a place for a call. False where there is none. */
  take(hook: HookDefinition): boolean {
    if (this.room(hook) === 0) return false;
    this.taken += 1;
    this.lanes.set(hook.fn, (this.lanes.get(hook.fn) ?? 0) + 1);
    return true;
  }

  /** The call is over. */
  give(hook: HookDefinition): void {
    const left = (this.lanes.get(hook.fn) ?? 1) - 1;
    if (left > 0) this.lanes.set(hook.fn, left);
    else this.lanes.delete(hook.fn);
    this.taken -= 1;
    for (const listener of this.listeners) listener();
  }

  /** Calls of a hook that could begin now. */
  room(hook: HookDefinition): number {
    return Math.min(MOST_HOOKS - this.taken, MOST_OF_ONE - (this.lanes.get(hook.fn) ?? 0));
  }

  /** Calls under way. */
  get used(): number {
    return this.taken;
  }

  /** Calls back whenever a place becomes free. @returns stops that */
  onFree(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
