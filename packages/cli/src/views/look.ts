import type { Colors } from 'picocolors/types';

/** How text for people looks: what depends on where it goes. */
export interface Look {
  /** Columns; infinite where it does not go to a terminal. */
  readonly width: number;
  /** Of picocolors; they do nothing where colours are off. */
  readonly colors: Colors;
  /** ms since 1970, for `3 min ago`. */
  readonly now: number;
}
