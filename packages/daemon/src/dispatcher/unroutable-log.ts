import type { DeliveryRow } from '@hookline/core/spi';

/** How long a delivery is left to other processes, ms: longer each time that this one could not route it. */
const PAUSES: readonly number[] = [1_000, 10_000, 60_000, 300_000];

/** So many are remembered. */
const MOST = 10_000;
/** So many reasons are told on stderr. */
const MOST_TOLD = 20;

/** The deliveries that this process could not route, and why (D15). */
export class UnroutableLog {
  /** Delivery id → how often. */
  private readonly times = new Map<string, number>();
  private readonly told = new Set<string>();

  constructor(private readonly say: (line: string) => void) {}

  /** @returns how long it is to be left to others, ms */
  note({ id, hook, job }: DeliveryRow, reason: string): number {
    const times = (this.times.get(id) ?? 0) + 1;
    this.times.delete(id);
    this.times.set(id, times);
    for (const oldest of this.times.keys()) {
      if (this.times.size <= MOST) break;
      this.times.delete(oldest);
    }
    this.tell(`Hook '${hook}' of job '${job}' cannot be delivered by this process: ${reason}`);
    return PAUSES[Math.min(times, PAUSES.length) - 1] as number;
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
