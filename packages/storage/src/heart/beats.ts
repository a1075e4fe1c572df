import type { Awaitable, LoopWatch } from '@hookline/core/spi';

/** Where the heart of a process finds its row. */
export type HeartPlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** What the thread is given. */
export interface HeartWork {
  readonly place: HeartPlace;
  readonly processId: string;
  /** ms between beats */
  readonly interval: number;
  readonly loop: Pick<LoopWatch, 'limit' | 'kills'> | undefined;
  /** A number that the event loop raises as long as it turns, and one that the thread sets when it has found it still. */
  readonly pulse: SharedArrayBuffer;
}

/** The connection of the thread, with what it is for. */
export interface Beats {
  /** Raises the process's beat. */
  beat(): Awaitable<void>;
  /** Notes that its event loop stands still: why the process will have ended. */
  noteBlocked(): Awaitable<void>;
  noteTurning(): Awaitable<void>;
  close(): Awaitable<void>;
}

/** A process that was found dead has no beat any more. */
export const BEAT = 'UPDATE processes SET beat = beat + 1 WHERE id = $1 AND ended IS NULL';
export const NOTE_BLOCKED = "UPDATE processes SET reason = 'loopBlocked' WHERE id = $1";
export const NOTE_TURNING = 'UPDATE processes SET reason = NULL WHERE id = $1';
