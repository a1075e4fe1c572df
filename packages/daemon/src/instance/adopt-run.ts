import type { Definitions, JobDefinition } from '@hookline/core';
import type { HookOutbox, RunRow } from '@hookline/core/spi';
import type { AdoptedRun, Result, Runner, ValueStore } from '@hookline/engine';
import { deathText } from '../processes/death';
import type { AdoptableRun, RunAdopter } from '../recovery/adoptions';
import { restoreSteps } from '../runs/restore-steps';
import type { RunPlace, RunStarter } from './run-starter';
import { decodeRequest } from './stored-request';

/** What executing runs of others needs. */
export interface AdopterSpec extends Pick<RunPlace, 'location' | 'environment'> {
  readonly store: Pick<HookOutbox, 'blockingOf'>;
  readonly runner: Pick<Runner, 'prepare'>;
  readonly starter: RunStarter;
  readonly values: ValueStore;
  /** All jobs of the location. */
  readonly definitions: Definitions;
  /** Is told when a run begins here, and how it ended. */
  report(run: Pick<RunRow, 'id' | 'job'>, what: string): void;
}

/** Executes runs that other processes began or queued, from where they are. */
export class JobAdopter implements RunAdopter {
  constructor(private readonly spec: AdopterSpec) {}

  jobOf({ job, location, environment }: Pick<RunRow, 'job' | 'location' | 'environment'>): JobDefinition | undefined {
    const { spec } = this;
    if (location !== spec.location || environment !== spec.environment) return undefined;
    return spec.definitions.jobNames.includes(job) ? spec.definitions.job(job) : undefined;
  }

  async adopt({ stored, job, death }: AdoptableRun, begun: () => void): Promise<Result> {
    const { runner, starter, values, store } = this.spec;
    const { row, events, state } = stored;
    const prepare = async (signal: AbortSignal) => {
      const request = { ...decodeRequest(row.config), runId: row.id, raiseOnError: false };
      return runner.prepare(job, { ...request, signal });
    };
    const result = await starter.goOn(prepare, async ({ plan }) => {
      const blocking = await store.blockingOf(row.id);
      const adopted: AdoptedRun = {
        events,
        epoch: row.epoch,
        reason: death && deathText(death),
        startedAt: state.startedAt,
        inherited: [],
        restoration: await restoreSteps({ run: stored, plan, values, blocking, death }),
      };
      begun();
      this.spec.report(row, death ? `goes on: ${deathText(death)}` : 'begins');
      return { adopted, isStored: true, parentId: row.parentId, rootId: row.rootId };
    });
    this.spec.report(row, `ended: ${result.status}`);
    return result;
  }
}
