import type { ProcessRow } from '@hookline/core/spi';
import { livesHere, type ProcessIdentity } from './process-identity';

/** A process that shows the same beat for so long is dead, ms on the observer's own monotonic clock (D7). */
export const TTL = 15_000;

/**
 * Between two looks no more than this counts as silence, ms: an observer that stood still, or could not reach the store,
 * has not heard of others because it did not listen, and where it could not reach the store they could not either.
 */
const MOST_BETWEEN_LOOKS = 5_000;

/** A process that is dead. */
export interface DeadProcess {
  readonly row: ProcessRow;
  /** ms without a new beat; undefined where it is known to be gone from this machine. */
  readonly silence: number | undefined;
}

/** What an observer saw of a process. */
interface Seen {
  readonly beat: number;
  /** ms that it listened since it saw this beat for the first time. */
  readonly silence: number;
  /** It has shown another beat since it was first seen. */
  readonly hasBeaten: boolean;
}

/** Finds out which processes are dead. No wall clocks are compared, least of all between machines. */
export class Liveness {
  private seen = new Map<string, Seen>();
  /** Monotonic ms of the last look. */
  private lookedAt: number | undefined = undefined;

  constructor(
    private readonly own: ProcessIdentity,
    private readonly ttl = TTL,
  ) {}

  /**
   * Those of the processes that are dead by now; to be asked every second or two with all that have not ended.
   * @param at monotonic ms, from before the processes were read: what was read may be old by now
   */
  deadOf(processes: readonly ProcessRow[], at: number): readonly DeadProcess[] {
    const between = Math.min(Math.max(0, at - (this.lookedAt ?? at)), MOST_BETWEEN_LOOKS);
    this.lookedAt = at;
    const before = this.seen;
    this.seen = new Map(processes.map((row) => [row.id, look(row, before.get(row.id), between)]));
    return processes.flatMap((row) => this.judge(row));
  }

  /** Some process has shown no sign of life yet, and not for long enough. */
  get isUnsure(): boolean {
    return [...this.seen.values()].some(({ silence, hasBeaten }) => !hasBeaten && silence < this.ttl);
  }

  private judge(row: ProcessRow): readonly DeadProcess[] {
    if (livesHere(row, this.own) === false) return [{ row, silence: undefined }];
    const { silence } = this.seen.get(row.id) as Seen;
    return silence >= this.ttl ? [{ row, silence }] : [];
  }
}

function look({ beat }: ProcessRow, before: Seen | undefined, between: number): Seen {
  if (!before) return { beat, silence: 0, hasBeaten: false };
  if (before.beat !== beat) return { beat, silence: 0, hasBeaten: true };
  return { ...before, silence: before.silence + between };
}
