/** The middle of many figures, and how far they lie apart. */
export interface Summary {
  readonly median: number;
  /** A quarter of the figures lies below. */
  readonly low: number;
  /** A quarter of the figures lies above. */
  readonly high: number;
}

/** Median and quartiles. */
export function summarize(figures: readonly number[]): Summary {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** The value below which a share of sorted figures lies; NaN for none. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (above - below) * (place % 1);
}
