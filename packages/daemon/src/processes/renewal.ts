import type { Clock, Timer } from '@hookline/core/spi';
import type { InstanceProcess } from './instance-process';

/** Between tries to register anew while the store is gone, ms. */
const PAUSE = 1_000;

/**
 * The way back of a process that had to give its runs up (D3): it goes on under a new row, as soon as the store is there
 * again, so that what it held is found and recovered like the runs of a dead process.
 */
export class Renewal {
  private isNeeded = false;
  private isStopped = false;
  private trying: Promise<void> | undefined = undefined;
  private timer: Timer | undefined = undefined;

  constructor(
    private readonly spec: {
      readonly process: Pick<InstanceProcess, 'renew'>;
      readonly clock: Pick<Clock, 'setTimer'>;
    },
  ) {}

  /** The runs of the process were given up. */
  begin(): void {
    if (this.isNeeded || this.isStopped) return;
    this.isNeeded = true;
    this.tryOn();
  }

  /**
   * Resolves when the process has the row that new runs are to be held under: with the former one they would be taken for
   * lost, too. Rejects with what the store says where it is still gone.
   */
  async ready(): Promise<void> {
    if (!this.isNeeded) return;
    this.trying ??= this.renew().finally(() => {
      this.trying = undefined;
    });
    await this.trying;
  }

  /** No further tries. Resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.cancel();
    await this.trying?.catch(() => undefined); // the process leaves anyway
  }

  private async renew(): Promise<void> {
    await this.spec.process.renew();
    this.isNeeded = false;
  }

  private tryOn(): void {
    this.ready().catch(() => {
      if (!this.isStopped) this.timer = this.spec.clock.setTimer(PAUSE, () => this.tryOn());
    });
  }
}
