import type { Awaitable } from '@hookline/core/spi';

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
  /** ms without a sign of the event loop after which the process is ended; undefined: never. */
  readonly killAfter: number | undefined;
  /** One number, which the event loop raises as long as it turns. */
  readonly pulse: SharedArrayBuffer;
}

/** The connection of the thread, with the two things that it is for. */
export interface Beats {
  /** Raises the process's beat. */
  beat(): Awaitable<void>;
  /** Notes why the process will have ended. */
  noteBlocked(): Awaitable<void>;
  close(): Awaitable<void>;
}

/** A process that was found dead has no beat any more. */
export const BEAT = 'UPDATE processes SET beat = beat + 1 WHERE id = $1 AND ended IS NULL';
export const NOTE_BLOCKED = "UPDATE processes SET reason = 'loopBlocked' WHERE id = $1";
