/** How much is measured. */
export interface Effort {
  /** Fresh processes per contestant, one after the other: each gives one cold run. */
  readonly generations: number;
  /** Warm rounds in each. */
  readonly rounds: number;
  /** ms of runs before the first warm round; a cold run that took longer is enough. */
  readonly warmUp: number;
  /** ms of runs in a turn of a warm round; one run at least. */
  readonly turn: number;
  /** Other engines too. */
  readonly peers: boolean;
}

/** What the page is made of. */
export const FULL: Effort = { generations: 3, rounds: 3, warmUp: 700, turn: 100, peers: true };

/** For what takes minutes, or does not get warm: three readings. */
export const ONCE = { generations: 1, rounds: 3, warmUp: 0, turn: 0 } as const;

/** For a look in between. */
export const QUICK: Effort = { generations: 1, rounds: 3, warmUp: 300, turn: 40, peers: false };
