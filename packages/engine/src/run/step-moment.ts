import type { JsonRecord } from '@hookline/core';
import type { PlanStep, StepTrigger } from '@hookline/core/spi';
import type { StepMoment } from '../hooks/hook-moment';
import type { Attempt } from '../steps/attempt';
import { outputRecord } from '../steps/outputs';
import { type Limit, unreadableFor, ValueCopies } from '../values/value-copies';
import type { RunCore } from './run-core';
import type { StepRun } from './step-run';

const NOTHING: JsonRecord = {};
const NO_INPUTS: readonly unknown[] = [];

/** The moment of the last event of a run in this process; what hooks don't look at is never made. */
export class LiveStepMoment implements StepMoment {
  readonly level = 'step';
  metadata: JsonRecord = NOTHING;
  /** Of the event, in the journal. */
  private readonly index: number;
  private attempt: Attempt | undefined = undefined;
  private made: StepTrigger | undefined = undefined;
  private record: Readonly<Record<string, unknown>> | undefined = undefined;
  private readonly copies: ValueCopies | undefined;

  constructor(
    private readonly core: RunCore,
    private readonly run: StepRun,
  ) {
    this.index = core.journal.events.length - 1;
    this.copies = core.valueSource && new ValueCopies(core.valueSource, run);
  }

  /** @param metadata as it is now: an op that runs on may add to it */
  tellOf(attempt: Attempt, metadata: JsonRecord | undefined): void {
    this.attempt = attempt;
    if (metadata) this.metadata = metadata;
  }

  get event(): StepTrigger {
    this.made ??= this.core.journal.events.at(this.index) as StepTrigger;
    return this.made;
  }

  get seq(): number {
    return this.core.journal.events.seqAt(this.index);
  }

  get stepKey(): string {
    return this.run.key;
  }

  get step(): PlanStep {
    return this.run.plan;
  }

  get opConfig(): unknown {
    return this.core.config.ops.get(this.run.plan.key);
  }

  prepare(limit: Limit): undefined | Promise<void> {
    return this.attempt && this.copies?.prepare(unreadableFor(this.event), limit);
  }

  get inputs(): readonly unknown[] {
    if (!this.attempt) return NO_INPUTS;
    return this.copies?.inputs() ?? this.attempt.inputs ?? NO_INPUTS;
  }

  get outputs(): Readonly<Record<string, unknown>> {
    if (!this.attempt || this.event.type !== 'step.succeeded') return NOTHING;
    this.record ??= this.copies?.outputs() ?? outputRecord(this.run.plan, this.attempt);
    return this.record;
  }

  get startedAt(): number {
    return this.run.startedAt === 0 ? this.event.at : this.run.startedAt;
  }
}
