import type { Clock, Timer } from '@hookline/core/spi';

/**
 * Does some work again and again, never twice at once: after the wait that the work asks for, or at once when it is
 * stirred. The work handles its own errors.
 */
export class Loop {
  private state: 'idle' | 'planned' | 'working' | 'stopped' = 'idle';
  private again = false;
  private timer: Timer | undefined = undefined;
  private underWay: Promise<void> | undefined = undefined;

  constructor(
    private readonly clock: Pick<Clock, 'setTimer'>,
    /** @returns ms until it is to be done again; undefined: when it is stirred */
    private readonly work: () => Promise<number | undefined>,
  ) {}

  /** Has the work done as soon as what runs now has settled; many calls of one turn are one. */
  stir(): void {
    if (this.state === 'working') this.again = true;
    if (this.state !== 'idle') return;
    this.state = 'planned';
    this.timer?.cancel();
    this.timer = undefined;
    setImmediate(() => this.begin());
  }

  /** The work is under way: what happens meanwhile it may have missed. */
  get isWorking(): boolean {
    return this.state === 'working';
  }

  /** Has the work done after some ms, unless it is stirred before. */
  after(ms: number): void {
    if (this.state === 'idle') this.timer ??= this.clock.setTimer(ms, () => this.stir());
  }

  /** Nothing is begun any more. Resolves when the work under way is done. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    this.timer?.cancel();
    await this.underWay;
  }

  private begin(): void {
    if (this.state !== 'planned') return;
    this.state = 'working';
    this.underWay = this.work().then((wait) => this.rest(wait));
  }

  private rest(wait: number | undefined): void {
    if (this.state === 'stopped') return;
    this.state = 'idle';
    if (this.again) {
      this.again = false;
      return this.stir();
    }
    if (wait !== undefined) this.timer = this.clock.setTimer(wait, () => this.stir());
  }
}

/** Waits that grow while nothing comes of what they separate. */
export class Backoff {
  private next: number;

  /** Both in ms. */
  constructor(
    private readonly shortest: number,
    private readonly longest: number,
  ) {
    this.next = shortest;
  }

  /** The next wait, ms: twice the one before. */
  grow(): number {
    const wait = this.next;
    this.next = Math.min(wait * 2, this.longest);
    return wait;
  }

  /** Something came. */
  reset(): void {
    this.next = this.shortest;
  }
}
