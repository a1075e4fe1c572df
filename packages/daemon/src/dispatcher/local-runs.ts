import type { PreparedRun } from '@hookline/engine';
import type { DispatcherStore } from './dispatcher-spec';

/** A run of this process. */
export interface LocalRun {
  readonly prepared: PreparedRun;
  readonly hookIds: ReadonlyMap<string, number>;
}

/** Runs that any process could stand in for are kept for speed alone. */
const MOST_REPLACEABLE = 256;
/** Runs whose values or secrets no other process has. */
const MOST_UNIQUE = 10_000;
/** From so many on it is looked whether the oldest still have deliveries. */
const SWEEP_FROM = 64;
const SWEPT_AT_ONCE = 500;

const NOT_ENDED = ['open', 'pending', 'running'] as const;

/** The runs of this process that may still have deliveries. */
export class LocalRuns {
  private readonly replaceable = new Map<string, LocalRun>();
  private readonly unique = new Map<string, LocalRun>();

  constructor(private readonly store: Pick<DispatcherStore, 'getRun' | 'listDeliveries'>) {}

  add(run: LocalRun): void {
    const { options, config, runId } = run.prepared;
    const isUnique = Object.keys(options.resources ?? {}).length > 0 || config.secrets.length > 0;
    if (isUnique) keep(this.unique, runId, { run, most: MOST_UNIQUE });
    else keep(this.replaceable, runId, { run, most: MOST_REPLACEABLE });
  }

  get(runId: string): LocalRun | undefined {
    return this.unique.get(runId) ?? this.replaceable.get(runId);
  }

  hasJob(name: string): boolean {
    for (const { prepared } of this.unique.values()) if (prepared.job.name === name) return true;
    return false;
  }

  /** Drops those that have ended, and their deliveries, too: the oldest first, few at a time. */
  async sweep(): Promise<void> {
    if (this.unique.size < SWEEP_FROM) return;
    for (const [runId, run] of [...this.unique].slice(0, SWEPT_AT_ONCE)) {
      this.unique.delete(runId);
      // To the end of the line: next time others are looked at.
      if (await this.isNeeded(runId)) this.unique.set(runId, run);
    }
  }

  private async isNeeded(runId: string): Promise<boolean> {
    const row = await this.store.getRun(runId);
    // Not stored: it is about to be.
    if (row?.endedAt === undefined) return true;
    const left = await this.store.listDeliveries({ runId, states: NOT_ENDED, limit: 1 });
    return left.length > 0;
  }
}

interface Keeping {
  readonly run: LocalRun;
  readonly most: number;
}

function keep(runs: Map<string, LocalRun>, runId: string, { run, most }: Keeping): void {
  runs.set(runId, run);
  for (const oldest of runs.keys()) {
    if (runs.size <= most) return;
    runs.delete(oldest);
  }
}
