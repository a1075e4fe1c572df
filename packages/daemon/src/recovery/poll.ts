import type { Clock, Timer } from '@hookline/core/spi';

/** What a look found: something, nothing, or that there is nothing to look for until somebody says so. */
export type Found = 'something' | 'nothing' | 'rest';

/** What is done again and again. */
export interface PollSpec {
  readonly clock: Pick<Clock, 'setTimer'>;
  /** ms between looks: the shortest where something was found, then twice as long each time, up to the longest. */
  readonly fastest: number;
  readonly slowest: number;
  look(): Promise<Found>;
  /** A look failed, and the one before it had not: the store may be away for long. The next comes after the longest wait. */
  failed(error: unknown): void;
}

/** Looks at the store from time to time: polling is the truth, whatever else tells of changes (D33). */
export class Poll {
  private timer: Timer | undefined = undefined;
  private wait: number;
  private looking: Promise<void> | undefined = undefined;
  /** Somebody stirred while a look was under way, which may have missed what it was about. */
  private again = false;
  private failing = false;
  private stopped = true;

  constructor(private readonly spec: PollSpec) {
    this.wait = spec.fastest;
  }

  start(): void {
    this.stopped = false;
    this.stir();
  }

  /** There may be something: looks now. */
  stir(): void {
    if (this.stopped) return;
    this.wait = this.spec.fastest;
    this.again = this.looking !== undefined;
    if (!this.again) this.begin();
  }

  /** Resolves when no look is under way, and none will come. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.looking;
  }

  private begin(): void {
    this.timer?.cancel();
    this.looking = this.look().then((found) => {
      this.looking = undefined;
      if (!this.stopped) this.goOn(found);
    });
  }

  private async look(): Promise<Found> {
    try {
      const found = await this.spec.look();
      this.failing = false;
      return found;
    } catch (error) {
      if (!this.failing) this.spec.failed(error);
      this.failing = true;
      this.wait = this.spec.slowest;
      return 'nothing';
    }
  }

  private goOn(found: Found): void {
    if (this.again) return this.stir();
    if (found === 'rest') return;
    if (found === 'something') this.wait = this.spec.fastest;
    this.timer = this.spec.clock.setTimer(this.wait, () => this.begin());
    this.wait = Math.min(this.wait * 2, this.spec.slowest);
  }
}
