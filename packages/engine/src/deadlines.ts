import type { Clock, Timer } from '@hookline/core/spi';

/** A pending deadline; `cancel` before it is over keeps it from firing. */
export interface Deadline {
  cancel(): void;
}

/**
 * Many deadlines on few timers: those of one length stand in a queue with one timer for its head, so that setting and
 * cancelling one costs a list entry instead of a timer.
 */
export class Deadlines {
  private readonly queues = new Map<number, DeadlineQueue>();

  constructor(private readonly clock: Clock) {}

  set(ms: number, expire: () => void): Deadline {
    const queue = this.queues.get(ms) ?? new DeadlineQueue(this.clock, ms);
    this.queues.set(ms, queue);
    return queue.add(expire);
  }

  /** Drops all deadlines. */
  clear(): void {
    for (const queue of this.queues.values()) queue.clear();
  }
}

class DeadlineQueue {
  /** In insertion order, which is the order of expiry. */
  private readonly entries = new Set<Entry>();
  private timer: Timer | undefined;
  /** When the timer was set and when it is due, monotonic ms. */
  private armed = { at: 0, due: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly ms: number,
  ) {}

  add(expire: () => void): Deadline {
    const now = this.clock.monotonic();
    const entry = new Entry(this, now + this.ms, expire);
    this.entries.add(entry);
    this.timer ??= this.arm(now, this.ms);
    return entry;
  }

  remove(entry: Entry): void {
    this.entries.delete(entry);
    if (this.entries.size === 0) this.disarm();
  }

  clear(): void {
    this.entries.clear();
    this.disarm();
  }

  private arm(now: number, ms: number): Timer {
    this.armed = { at: now, due: now + ms };
    return this.clock.setTimer(ms, () => this.expire());
  }

  /** A clock that did not move while the timer ran is believed less than the timer. */
  private read(): number {
    const now = this.clock.monotonic();
    return now > this.armed.at ? now : this.armed.due;
  }

  private disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private expire(): void {
    this.timer = undefined;
    const due: Entry[] = [];
    const now = this.read();
    for (const entry of this.entries) {
      if (entry.at > now) {
        // Before anything expires, for that may set a new deadline, which would arm a timer of its own.
        this.timer = this.arm(now, entry.at - now);
        break;
      }
      due.push(entry);
    }
    for (const entry of due) if (this.entries.delete(entry)) entry.expire();
  }
}

class Entry implements Deadline {
  constructor(
    private readonly queue: DeadlineQueue,
    readonly at: number,
    readonly expire: () => void,
  ) {}

  cancel(): void {
    this.queue.remove(this);
  }
}
