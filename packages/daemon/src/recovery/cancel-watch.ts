import type { Clock, RunStore } from '@hookline/core/spi';
import { Poll } from './poll';

/** What watching for cancels needs. */
export interface CancelWatchSpec {
  readonly store: Pick<RunStore, 'cancelRequestsOf'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  processId(): string;
  /** Runs of this process are under way. */
  isBusy(): boolean;
  /** Asks a run of this process to end; may be asked more than once. */
  cancel(runId: string): void;
  /** For the log of the process. */
  complain(message: string): void;
}

/** ms between looks */
const INTERVAL = 500;

/**
 * Passes on to the runs of this process that somebody asked for their cancel. Looks only while runs are under way: to be
 * stirred when one begins.
 */
export class CancelWatch {
  private readonly poll: Poll;

  constructor(private readonly spec: CancelWatchSpec) {
    this.poll = new Poll({
      clock: spec.clock,
      fastest: INTERVAL,
      slowest: INTERVAL,
      look: () => this.look(),
      failed: (error) => spec.complain(`Whether runs are to be cancelled could not be read: ${String(error)}`),
    });
  }

  start(): void {
    this.poll.start();
  }

  /** A run has begun. */
  stir(): void {
    this.poll.stir();
  }

  stop(): Promise<void> {
    return this.poll.stop();
  }

  private async look() {
    if (!this.spec.isBusy()) return 'rest';
    for (const runId of await this.spec.store.cancelRequestsOf(this.spec.processId())) this.spec.cancel(runId);
    return 'nothing';
  }
}
