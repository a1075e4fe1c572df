/** What befalls one simulated process, by the number of its calls of the store. */
export interface Fate {
  /** At this call it dies, before the store takes it or after (when nobody hears the answer). */
  readonly dies: { readonly call: number; readonly when: 'before' | 'after' } | undefined;
  /** At this call it stands still, as under SIGSTOP, for so many ms. */
  readonly stops: { readonly call: number; readonly ms: number } | undefined;
  /** How many of 1,000 calls fail: without having done anything, and after they were done. */
  readonly rejects: number;
  readonly unknowns: number;
  /** The longest answer takes so many ms. */
  readonly latency: number;
}

/** Of the first processes; the last one lives to the end, so that there is somebody to deliver. */
export function fateOf(random: () => number, isLast: boolean): Fate {
  const upTo = (most: number) => Math.floor(random() * most);
  const call = () => 1 + upTo(random() < 0.5 ? 25 : 250);
  const dies = !isLast && random() < 0.8;
  const stops = !dies && random() < (isLast ? 0.1 : 0.8);
  const isTroubled = random() < 0.4;
  return {
    dies: dies ? { call: call(), when: random() < 0.5 ? 'before' : 'after' } : undefined,
    stops: stops ? { call: call(), ms: 1_000 + upTo(60_000) } : undefined,
    rejects: isTroubled ? upTo(150) : 0,
    unknowns: isTroubled ? upTo(100) : 0,
    latency: random() < 0.3 ? 0 : 1 + upTo(40),
  };
}
