import type { Clock, Timer } from '@hookline/core/spi';

/** Something that has an end of its time. */
export interface Expirable {
  /** The time is over. */
  expire(): void;
}

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

  /** @param since when the time began, monotonic ms; it does not go back from call to call */
  set(ms: number, since: number, target: Expirable): Deadline {
    let queue = this.queues.get(ms);
    if (!queue) {
      queue = new DeadlineQueue(this.clock, ms);
      this.queues.set(ms, queue);
    }
    return queue.add(since + ms, target);
  }

  /** Drops all deadlines. */
  clear(): void {
    for (const queue of this.queues.values()) queue.clear();
  }
}

/** What Node takes as delay, ms (about 24.8 days): longer ones are cut to that. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Deadlines of one length: a linked list in the order in which they were set, which is the order of expiry. */
class DeadlineQueue {
  private first: Entry | undefined = undefined;
  private last: Entry | undefined = undefined;
  private timer: Timer | undefined = undefined;
  private resting = false;
  /** When the timer is due, monotonic ms. */
  private due = 0;

  constructor(
    private readonly clock: Clock,
    /** The length. */
    private readonly ms: number,
  ) {}

  add(at: number, target: Expirable): Deadline {
    const entry = new Entry(this, at, target);
    entry.before = this.last;
    if (this.last) this.last.after = entry;
    else this.first = entry;
    this.last = entry;
    this.timer ??= this.arm(at);
    return entry;
  }

  remove(entry: Entry): void {
    const { before, after } = entry;
    if (before) before.after = after;
    else this.first = after;
    if (after) after.before = before;
    else this.last = before;
    // One in V8's old space would keep all that came after it alive until the next full collection.
    entry.before = undefined;
    entry.after = undefined;
    if (!this.first) this.restSoon();
  }

  clear(): void {
    for (let entry = this.first; entry; entry = entry.after) entry.pending = false;
    this.first = undefined;
    this.last = undefined;
    this.disarm();
  }

  private arm(due: number): Timer {
    this.due = due;
    const left = due - this.clock.monotonic();
    // Never longer than the length, even if the clock has gone back since the deadline was set, or tells no number.
    return this.clock.setTimer(left <= this.ms ? Math.max(0, left) : this.ms, () => this.expire());
  }

  /** A timer that fired is believed more than a clock, which may stand still or jump, unless Node has cut the timer. */
  private read(): number {
    const now = this.clock.monotonic();
    return now > this.due || this.ms > LONGEST_TIMER ? now : this.due;
  }

  /** The timer goes only when the event loop was reached without a new deadline: setting one costs more than a short call. */
  private restSoon(): void {
    if (this.resting) return;
    this.resting = true;
    setImmediate(rest, this);
  }

  rest(): void {
    this.resting = false;
    if (!this.first) this.disarm();
  }

  private disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private expire(): void {
    this.timer = undefined;
    const due: Entry[] = [];
    const now = this.read();
    let entry = this.first;
    for (; entry && entry.at <= now; entry = entry.after) due.push(entry);
    // Before anything expires, for that may set a new deadline, which would arm a timer of its own.
    if (entry) this.timer = this.arm(entry.at);
    for (const each of due) each.fire();
  }
}

function rest(queue: DeadlineQueue): void {
  queue.rest();
}

class Entry implements Deadline {
  before: Entry | undefined = undefined;
  after: Entry | undefined = undefined;
  pending = true;

  constructor(
    private readonly queue: DeadlineQueue,
    readonly at: number,
    private readonly target: Expirable,
  ) {}

  cancel(): void {
    if (!this.pending) return;
    this.pending = false;
    this.queue.remove(this);
  }

  fire(): void {
    if (!this.pending) return;
    this.cancel();
    this.target.expire();
  }
}
