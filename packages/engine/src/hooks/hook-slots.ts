import type { HookDefinition } from '@hookline/core/spi';

/** At a time: hooks in one place (a run without an instance, or a process on one), and calls of one hook (S15, D21). */
export const MOST_HOOKS = 16;
export const MOST_OF_ONE = 4;

/** Deliveries that a process has in memory before there is a place for their call (D21). */
const MOST_WAITING = 1_000;

/** The calls of hooks that a process on an instance has room for, over all its runs and what it takes from the store. */
export class HookSlots {
  private taken = 0;
  /** By the identity of a hook, its function. */
  private readonly lanes = new Map<HookDefinition['fn'], number>();
  private readonly listeners = new Set<() => void>();
  private closed = false;
  private queued = 0;

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

  /** Has a delivery wait here for a place. False where it is to wait in the store. */
  wait(): boolean {
    if (this.closed || this.queued >= MOST_WAITING) return false;
    this.queued += 1;
    return true;
  }

  /** It has begun, or waits elsewhere. */
  waited(): void {
    this.queued -= 1;
  }

  /** Calls of a hook that could begin now. */
  room(hook: HookDefinition): number {
    if (this.closed) return 0;
    return Math.min(MOST_HOOKS - this.taken, MOST_OF_ONE - (this.lanes.get(hook.fn) ?? 0));
  }

  /** Calls that could begin now, over all hooks. */
  get places(): number {
    return this.closed ? 0 : MOST_HOOKS - this.taken;
  }

  /** Calls under way. */
  get used(): number {
    return this.taken;
  }

  /** No call begins any more, so that one that is to run alone finds the process empty (D20). */
  close(): void {
    this.closed = true;
  }

  /** Calls may begin again. */
  open(): void {
    if (!this.closed) return;
    this.closed = false;
    for (const listener of this.listeners) listener();
  }

  /** Calls back whenever a place becomes free. @returns stops that */
  onFree(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
