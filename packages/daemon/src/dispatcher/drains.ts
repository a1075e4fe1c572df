import type { DrainCounts } from './dispatcher-spec';

interface Drain {
  /** ms since 1970: what is due by then is waited for. */
  readonly until: number;
  /** At its beginning. */
  readonly before: DrainCounts;
  resolve(counts: DrainCounts): void;
  reject(error: unknown): void;
}

/** Those who wait until nothing is due any more. */
export class Drains {
  private readonly waiting = new Set<Drain>();

  constructor(
    /** Counts since the process began. */
    private readonly totals: () => DrainCounts,
    /** A store that fails for so long is not waited for any longer, ms. */
    private readonly storeGrace: number,
  ) {}

  get size(): number {
    return this.waiting.size;
  }

  /** @returns what became of deliveries meanwhile */
  add(until: number): Promise<DrainCounts> {
    return new Promise((resolve, reject) => {
      this.waiting.add({ until, before: this.totals(), resolve, reject });
    });
  }

  /** Nothing is under way, and nothing could be claimed. @param due when the next delivery is due, ms since 1970 */
  quiet(due: number | undefined, now: number): void {
    for (const drain of this.waiting) {
      if (due !== undefined && due > now && due <= drain.until) continue;
      this.waiting.delete(drain);
      drain.resolve(difference(drain.before, this.totals()));
    }
  }

  /** The store fails. @param lasts for how long, ms */
  trouble(error: unknown, lasts: number): void {
    if (lasts < this.storeGrace) return;
    for (const drain of this.waiting) drain.reject(error);
    this.waiting.clear();
  }

  /** The dispatcher is stopped: what is left, others deliver. */
  stop(): void {
    this.quiet(undefined, 0);
  }
}

function difference(before: DrainCounts, after: DrainCounts): DrainCounts {
  return {
    delivered: after.delivered - before.delivered,
    retrying: after.retrying - before.retrying,
    dead: after.dead - before.dead,
    unroutable: after.unroutable - before.unroutable,
  };
}
