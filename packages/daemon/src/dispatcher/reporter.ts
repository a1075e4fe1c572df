import type { DeliveryRow } from '@hookline/core/spi';
import { messageOf, type Time, toError } from '@hookline/engine';
import { type AttemptEnd, attemptOf } from './delivery-attempt';
import type { LoadedDelivery } from './delivery-loader';
import type { DispatcherSpec, DrainCounts } from './dispatcher-spec';
import type { OutcomeWriter } from './outcome-writer';
import { delayAfter, deliveredOutcome, failedOutcome, type Settling } from './outcomes';
import { StoreTroubleError } from './trouble';
import type { UnroutableLog } from './unroutable-log';

/** Told after the commit of an outcome. */
export interface OutcomeListener {
  delivered(deliveryId: string): void;
  failed(deliveryId: string): void;
}

/** What outcomes are told with. */
export interface ReporterSpec extends Pick<DispatcherSpec, 'processId' | 'random' | 'say' | 'report' | 'hookVersion'> {
  readonly writer: OutcomeWriter;
  readonly time: Time;
  readonly listener: OutcomeListener;
  readonly unroutable: UnroutableLog;
  /** What was committed may have made others due: the next hook of a trigger, a retry, a dead letter. */
  stir(): void;
}

/** The store did not answer: the claim goes back, and others may have more luck. */
const AFTER_TROUBLE = 1_000;

/** Writes down what became of claims, and tells it after the commit. */
export class Reporter {
  private counts = { delivered: 0, retrying: 0, dead: 0, unroutable: 0 };

  constructor(private readonly spec: ReporterSpec) {}

  /** Since the process began. */
  get totals(): DrainCounts {
    return { ...this.counts };
  }

  ended(loaded: LoadedDelivery, { error, duration, busy }: AttemptEnd): void {
    this.spec.unroutable.routed(loaded.row.id);
    if (error) this.failed(loaded, { error, duration, busy });
    else this.delivered(loaded.row, duration);
  }

  /** Its function has returned, perhaps after its time. */
  delivered(row: DeliveryRow, duration = 0): void {
    this.spec.writer.settle(deliveredOutcome(row, this.settling(row, duration)), () => {
      this.counts.delivered += 1;
      this.spec.report?.(row, 'delivered');
      this.spec.listener.delivered(row.id);
      this.spec.stir();
    });
  }

  /** Gives a claim back that never began, or was stopped and has settled: no attempt (D34). */
  release({ id, claim, nextAt }: DeliveryRow): void {
    this.spec.writer.release({ id, claim, nextAt, unroutableAt: undefined }, () => this.spec.stir());
  }

  /** A delivery of which no attempt could be made. */
  notAttempted(row: DeliveryRow, error: unknown): void {
    const { id, claim } = row;
    const now = this.spec.time.now();
    if (error instanceof StoreTroubleError) {
      this.spec.writer.release({ id, claim, nextAt: now + AFTER_TROUBLE, unroutableAt: undefined }, () =>
        this.spec.stir(),
      );
      return;
    }
    const nextAt = this.spec.unroutable.note(row, messageOf(toError(error, 'Its context')), now);
    this.spec.writer.release({ id, claim, nextAt, unroutableAt: now }, () => {
      this.counts.unroutable += 1;
      this.spec.stir();
    });
  }

  private failed(loaded: LoadedDelivery, end: Failure): void {
    const { row, hook, setting } = loaded;
    const { error, duration } = end;
    const delay = delayAfter({ row, hook }, end, () => this.spec.random());
    const outcome = failedOutcome(loaded, error, { ...this.settling(row, duration), delay });
    const head = { runId: row.runId, at: outcome.endedAt, stepKey: row.stepKey, hookName: row.hook };
    const of = { deliveryId: row.id, deliveryAttempt: attemptOf(row) };
    this.spec.writer.settle(outcome, () => {
      const result = delay === undefined ? 'dead' : 'retrying';
      this.counts[result] += 1;
      this.spec.report?.(row, result);
      setting.log({ type: 'hook.failed', ...head, ...of, error, willRetry: delay !== undefined });
      if (delay === undefined) this.died(loaded, error);
      this.spec.listener.failed(row.id);
      this.spec.stir();
    });
  }

  /** Nobody is left to be told but who reads stderr (D22). */
  private died({ row, run, setting }: LoadedDelivery, error: Error): void {
    if (row.origin !== 'deadLetter') return;
    const message = setting.facts.redact(messageOf(error));
    this.spec.say(`Dead-letter hook '${row.hook}' of job '${run.jobName}' failed for good (${row.id}): ${message}`);
  }

  /** Of the process that made the claim, which may go on under another name by now (D3). */
  private settling({ owner }: DeliveryRow, duration: number): Settling {
    const { processId, hookVersion, time } = this.spec;
    return {
      processId: owner ?? processId(),
      endedAt: time.now(),
      duration,
      ...(hookVersion !== undefined && { hookVersion }),
    };
  }
}

type Failure = AttemptEnd & { readonly error: Error };
