import type { Clock } from '@hookline/core/spi';
import type { DispatcherParts } from './dispatcher-parts';

/** A hook that was told to end gets so long to do so, ms. */
const TO_SETTLE = 1_000;

/** Outcomes get so long to be stored, ms. */
const TO_STORE = 5_000;

/** Ends what a dispatcher has under way. */
export class Shutdown {
  constructor(
    private readonly clock: Pick<Clock, 'setTimer'>,
    private readonly parts: Pick<DispatcherParts, 'inHand' | 'writer' | 'resources' | 'deadlines'>,
  ) {}

  /** @param grace for hooks under way, ms */
  async run(grace: number): Promise<void> {
    const { inHand, writer, resources, deadlines } = this.parts;
    await this.within(grace, () => inHand.size === 0);
    inHand.stop(grace);
    await this.within(TO_SETTLE, () => inHand.size + inHand.unsettled === 0);
    await this.stored();
    await resources.close();
    // What resources told while they closed.
    await this.stored();
    writer.close();
    deadlines.clear();
  }

  /** Waits until something is so, at most some ms. */
  private within(ms: number, isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        timer.cancel();
        this.parts.inHand.onGone = undefined;
        resolve();
      };
      const timer = this.clock.setTimer(ms, end);
      this.parts.inHand.onGone = () => {
        if (isSo()) end();
      };
    });
  }

  /** What is told has been stored, or takes too long. */
  private stored(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.clock.setTimer(TO_STORE, resolve);
      void this.parts.writer.flushed().finally(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}
