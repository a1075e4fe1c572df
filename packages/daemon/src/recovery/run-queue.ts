import { InvalidInvocationError } from '@hookline/core';
import type { Clock, RunRow, RunStore } from '@hookline/core/spi';
import { loadRun, type StoredRun } from '../runs/load-run';
import type { Adoptions } from './adoptions';
import { commitEnding, type EndingSpec } from './commit-ending';
import { type Found, Poll } from './poll';
import { endUnfit } from './recover-run';
import { obstacleTo } from './resumable';

/**
 * What a queue works on. Only a process that has **all** jobs of its location serves it (D14): a run whose job it does
 * not know fails, for nobody else's definitions are more right.
 */
export interface RunQueueSpec extends EndingSpec {
  readonly store: EndingSpec['store'] & Pick<RunStore, 'claimQueuedRun'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly location: string;
  readonly environment: string;
  readonly adoptions: Adoptions;
  /** Runs at a time, those included that were taken over from dead processes; default 10. */
  readonly bound?: number;
  /** For the log of the process. */
  complain(message: string): void;
}

const BOUND = 10;
/** ms between looks */
const FASTEST = 100;
const SLOWEST = 2_000;

/** Takes queued runs of its location and environment, and has them executed, some at a time. */
export class RunQueue {
  private readonly poll: Poll;
  private readonly bound: number;
  private isStopped = false;

  constructor(private readonly spec: RunQueueSpec) {
    this.bound = spec.bound ?? BOUND;
    this.poll = new Poll({
      clock: spec.clock,
      fastest: FASTEST,
      slowest: SLOWEST,
      look: () => this.look(),
      failed: (error) => spec.complain(`Queued runs could not be taken: ${String(error)}`),
    });
    spec.adoptions.listen({ room: () => this.poll.stir() });
  }

  start(): void {
    this.isStopped = false;
    this.poll.start();
  }

  /** A run was queued. */
  stir(): void {
    this.poll.stir();
  }

  /** Takes no more runs; those under way go on. */
  stop(): Promise<void> {
    this.isStopped = true;
    return this.poll.stop();
  }

  /** With all places taken there is nothing to look for; who ends says so. */
  private async look(): Promise<Found> {
    const { spec } = this;
    const { store, location, environment, adoptions } = spec;
    let found: Found = 'nothing';
    while (adoptions.size < this.bound && !this.isStopped) {
      const row = await store.claimQueuedRun({ processId: spec.processId(), location, environment });
      if (!row) return found;
      found = 'something';
      await this.take(row);
    }
    return 'rest';
  }

  /** A run that cannot be read must not keep those behind it waiting. */
  private async take(row: RunRow): Promise<void> {
    try {
      await this.begin({ ...(await loadRun(this.spec.store, row.id)), row });
    } catch (error) {
      this.spec.complain(`Run '${row.id}' was taken from the queue and could not be begun: ${String(error)}`);
    }
  }

  private async begin(stored: StoredRun): Promise<void> {
    const { row } = stored;
    const job = this.spec.adoptions.jobOf(row);
    const error = job ? obstacleTo(stored, job, undefined) : unknownJob(row);
    if (!job || error || row.cancelRequested) {
      await commitEnding(this.spec, stored, { death: undefined, error });
      return;
    }
    const unfit = (cause: Error) => endUnfit(this.spec, stored, { death: undefined, error: cause });
    this.spec.adoptions.hand({ stored, job, death: undefined }, unfit);
  }
}

function unknownJob({ id, job, location }: RunRow): Error {
  return new InvalidInvocationError({
    code: 'HOOKLINE_UNKNOWN_JOB',
    problem: `Run '${id}' was queued for job '${job}' of '${location}', which cannot be loaded any more.`,
    remedy: 'It was renamed or removed since; launch the run again with the name that it has now.',
  });
}
