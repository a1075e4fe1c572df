import type { DeliveryRow } from '@hookline/core/spi';

/** How long a delivery is left to other processes, ms: longer each time that this one could not route it. */
const PAUSES: readonly number[] = [1_000, 10_000, 60_000, 300_000];

/** Then they get a head start: they look at the store every five seconds, and this process has to wait for so long. */
const HEAD_START = 6_000;

/** So many are remembered. */
const MOST = 10_000;
/** Times at which the head start of others begins, per hook. */
const MOST_STARTS = 16;
/** So many reasons are told on stderr. */
const MOST_TOLD = 20;

/** The deliveries that this process could not route, and why (D15). */
export class UnroutableLog {
  /** Delivery id → how often. */
  private readonly times = new Map<string, number>();
  /** Hook id → when deliveries of it that were left to others are due, ms since 1970. */
  private readonly starts = new Map<number, readonly number[]>();
  private readonly told = new Set<string>();

  constructor(private readonly say: (line: string) => void) {}

  /** @returns when it may be claimed again, ms since 1970 */
  note({ id, hook, job, hookId }: DeliveryRow, reason: string, now: number): number {
    const times = (this.times.get(id) ?? 0) + 1;
    this.times.delete(id);
    this.times.set(id, times);
    for (const oldest of this.times.keys()) {
      if (this.times.size <= MOST) break;
      this.times.delete(oldest);
    }
    this.tell(`Hook '${hook}' of job '${job}' cannot be delivered by this process: ${reason}`);
    const nextAt = now + (PAUSES[Math.min(times, PAUSES.length) - 1] as number);
    this.starts.set(hookId, [...(this.starts.get(hookId) ?? []), nextAt].slice(-MOST_STARTS));
    return nextAt;
  }

  /** Others go first: one of the hook's deliveries is due that this process could not route. */
  leaves(hookId: number, now: number): boolean {
    const starts = this.starts.get(hookId);
    return starts?.some((start) => start <= now && now < start + HEAD_START) === true;
  }

  has(deliveryId: string): boolean {
    return this.times.has(deliveryId);
  }

  routed(deliveryId: string): void {
    this.times.delete(deliveryId);
  }

  /** Each once, for thousands may wait for one reason. */
  private tell(line: string): void {
    if (this.told.has(line) || this.told.size >= MOST_TOLD) return;
    this.told.add(line);
    this.say(line);
  }
}
