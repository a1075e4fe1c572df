import type { DeliveryRow } from '@hookline/core/spi';
import { messageOf, type Time, toError } from '@hookline/engine';
import type { DispatcherSpec } from './dispatcher-spec';
import type { KnownHooks } from './known-hooks';
import type { OutcomeWriter } from './outcome-writer';
import { expiredOutcome, type LetterRun } from './outcomes';
import type { RunLoader } from './run-loader';
import { StoreTroubleError } from './trouble';
import type { UnroutableLog } from './unroutable-log';

/** After so long without a process that can route it, a delivery is dead, ms (D15). */
const LONGEST_UNROUTABLE = 7 * 24 * 3_600_000;

/** Between looks, ms. */
const LOOK = 60_000;

/** What is needed for that. */
export interface ExpirySpec extends Pick<DispatcherSpec, 'store' | 'location' | 'environment' | 'processId' | 'say'> {
  readonly time: Time;
  readonly hooks: KnownHooks;
  readonly runs: RunLoader;
  readonly writer: OutcomeWriter;
  readonly unroutable: UnroutableLog;
}

/** Notes what nobody can route, and gives it up when that has lasted for long. */
export class Expiry {
  constructor(private readonly spec: ExpirySpec) {}

  /** @returns ms until the next look */
  async look(): Promise<number> {
    const { store, time, hooks } = this.spec;
    const { location, environment } = this.spec;
    try {
      await store.noteUnroutable({ location, environment }, hooks.ids, time.now());
      const rows = await store.unroutableSince({ location, environment }, time.now() - LONGEST_UNROUTABLE);
      for (const row of rows) if (this.isHopeless(row)) await this.giveUp(row);
    } catch (error) {
      if (!(error instanceof StoreTroubleError))
        this.spec.say(`What cannot be routed was not noted: ${messageOf(toError(error, 'The store'))}`);
    }
    return LOOK;
  }

  /** What this process has the code of, it is about to try. */
  private isHopeless({ id, hookId, boundTo }: DeliveryRow): boolean {
    const { hooks, unroutable, processId } = this.spec;
    const isOfAnother = boundTo !== undefined && boundTo !== processId();
    return isOfAnother || hooks.hookOf(hookId) === undefined || unroutable.has(id);
  }

  private async giveUp(row: DeliveryRow): Promise<void> {
    const run = await this.runOf(row);
    const endedAt = this.spec.time.now();
    const settling = { processId: this.spec.processId(), endedAt, duration: 0 };
    this.spec.writer.settle(expiredOutcome(row, run, settling), () => this.told(row));
  }

  private told({ id, hook, job, origin }: DeliveryRow): void {
    if (origin !== 'deadLetter') return;
    this.spec.say(`Dead-letter hook '${hook}' of job '${job}' is given up (${id}): no process could route it.`);
  }

  private async runOf(row: DeliveryRow): Promise<LetterRun | undefined> {
    try {
      return await this.spec.runs.letterRunOf(row);
    } catch (error) {
      if (error instanceof StoreTroubleError) throw error;
      return undefined; // without its plan nobody knows whom to tell
    }
  }
}
