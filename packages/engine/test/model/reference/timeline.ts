/** A task for later; `cancel` takes it off. */
export interface Task {
  cancel(): void;
}

interface Entry {
  readonly at: number;
  readonly act: () => void;
}

/** Simulated time: instants, and within an instant rounds, each of which takes in what the one before made happen. */
export class Timeline {
  now = 0;
  /** The number of this round, if it does one thing and is the first of its instant. */
  round: number | undefined = undefined;
  private rounds = 0;
  private isFirst = true;
  private readonly agenda = new Set<Entry>();
  private inbox: (() => void)[] = [];

  /** Does something in the next round of this instant. */
  soon(act: () => void): void {
    this.inbox.push(act);
  }

  after(ms: number, act: () => void): Task {
    const entry = { at: this.now + ms, act };
    this.agenda.add(entry);
    return { cancel: () => void this.agenda.delete(entry) };
  }

  get quiet(): boolean {
    return this.inbox.length === 0;
  }

  /** Does all that is due in this round. */
  play(): void {
    const { inbox } = this;
    this.inbox = [];
    this.rounds += 1;
    this.round = this.isFirst && inbox.length === 1 ? this.rounds : undefined;
    this.isFirst = false;
    for (const act of inbox) act();
  }

  /** Moves on to the next instant; gives how many things happen then, 0 when nothing will ever happen. */
  advance(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of this.agenda) next = Math.min(next, at);
    if (next === Number.POSITIVE_INFINITY) return 0;
    this.now = next;
    this.isFirst = true;
    const due = [...this.agenda].filter(({ at }) => at === next);
    for (const entry of due) this.agenda.delete(entry);
    for (const { act } of due) this.soon(act);
    return due.length;
  }
}
