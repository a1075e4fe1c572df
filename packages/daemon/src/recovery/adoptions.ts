import type { JobDefinition, RunRow } from '@hookline/core/spi';
import type { Death } from '../processes/death';
import type { StoredRun } from '../runs/load-run';

/** A run that this process holds from now on, to be executed from where it is. */
export interface AdoptableRun {
  /** Its row has the epoch of this process. */
  readonly stored: StoredRun;
  /** The code of its job as it is now, with the structure of the stored plan. */
  readonly job: JobDefinition;
  /** Of the process that held it, for `run.recovered` (see `deathText`); undefined: nothing happened to it, it was queued. */
  readonly death: Death | undefined;
}

/** What can execute runs that others began or queued. */
export interface RunAdopter {
  /**
   * The code of a run's job; undefined where this process does not have it. A process that executes runs has all jobs of
   * its location.
   */
  jobOf(row: Pick<RunRow, 'job' | 'location' | 'environment'>): JobDefinition | undefined;
  /**
   * Executes a run: restores its steps, appends `run.recovered` where there is a death, and goes on.
   * @param begun to be called when all is prepared and the run begins
   * @returns when it has ended, however it did. A rejection after `begun` tells nothing more; one before it says that the
   * run could not be prepared (its config does not fit, say): nothing of it was recorded, and the run ends with this error
   */
  adopt(run: AdoptableRun, begun: () => void): Promise<unknown>;
}

/** What else is done with runs that are handed over. */
export interface AdoptionListener {
  /** One less is under way. */
  room(): void;
}

/** The runs that were handed to the adopter of this process and are still under way. */
export class Adoptions {
  private readonly runs = new Map<string, Promise<void>>();
  private listener: AdoptionListener | undefined = undefined;

  constructor(private readonly adopter: RunAdopter) {}

  get size(): number {
    return this.runs.size;
  }

  holds(runId: string): boolean {
    return this.runs.has(runId);
  }

  listen(listener: AdoptionListener): void {
    this.listener = listener;
  }

  jobOf(row: RunRow): JobDefinition | undefined {
    return this.adopter.jobOf(row);
  }

  /**
   * Hands a run over; nobody waits for it, for preparing it calls code of the user.
   * @param unfit it could not be prepared, and was not begun; must not throw
   */
  hand(run: AdoptableRun, unfit: (error: Error) => Promise<void>): void {
    const { id } = run.stored.row;
    const done = this.execute(run, unfit).finally(() => {
      this.runs.delete(id);
      this.listener?.room();
    });
    this.runs.set(id, done);
  }

  /** Resolves when all that were handed over have ended. */
  async settled(): Promise<void> {
    while (this.runs.size > 0) await Promise.all(this.runs.values());
  }

  private async execute(run: AdoptableRun, unfit: (error: Error) => Promise<void>): Promise<void> {
    const begun = { yet: false };
    try {
      await this.adopter.adopt(run, () => {
        begun.yet = true;
      });
    } catch (error) {
      if (!begun.yet) await unfit(error as Error);
    }
  }
}
