import type { Clock, ProcessRow } from '@hookline/core/spi';
import { livesHere, type ProcessIdentity } from './process-identity';

/** A process that shows the same beat for so long is dead, ms on the observer's own monotonic clock (D7). */
export const TTL = 15_000;

/** What an observer saw of a process. */
interface Seen {
  readonly beat: number;
  /** Monotonic ms. */
  readonly since: number;
}

/** Finds out which processes are dead. No wall clocks are compared, least of all between machines. */
export class Liveness {
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly own: ProcessIdentity,
    private readonly ttl = TTL,
  ) {}

  /** Those of the processes that are dead by now; to be asked again and again with all that have not ended. */
  deadOf(processes: readonly ProcessRow[]): readonly ProcessRow[] {
    const ids = new Set(processes.map(({ id }) => id));
    for (const id of this.seen.keys()) if (!ids.has(id)) this.seen.delete(id);
    return processes.filter((process) => this.isDead(process));
  }

  private isDead(process: ProcessRow): boolean {
    if (livesHere(process, this.own) === false) return true;
    const now = this.clock.monotonic();
    const seen = this.seen.get(process.id);
    if (seen?.beat === process.beat) return now - seen.since >= this.ttl;
    this.seen.set(process.id, { beat: process.beat, since: now });
    return false;
  }
}
