import type { JsonRecord } from '@hookline/core';
import type { DeliveryRow, PlanSnapshot, PlanStep, StepTrigger, Trigger } from '@hookline/core/spi';
import { type Limit, type StepMoment, type StepPlaceRef, unreadableFor, type ValueCopies } from '@hookline/engine';
import type { RunSetting } from './hook-run';
import { UnroutableError } from './trouble';

/** What a step's moment is put together from. */
export interface StepMomentSpec {
  readonly row: DeliveryRow;
  readonly event: StepTrigger;
  readonly step: PlanStep;
  readonly opConfig: unknown;
  readonly copies: ValueCopies;
}

const NOTHING: JsonRecord = {};
const NO_INPUTS: readonly unknown[] = [];

/** The moment of an event of a step that was read from the store. */
export class StoredStepMoment implements StepMoment {
  readonly level = 'step';
  private record: Readonly<Record<string, unknown>> | undefined = undefined;

  constructor(private readonly spec: StepMomentSpec) {}

  get event(): StepTrigger {
    return this.spec.event;
  }

  get seq(): number {
    return this.spec.event.seq;
  }

  get stepKey(): string {
    return this.spec.event.stepKey;
  }

  get step(): PlanStep {
    return this.spec.step;
  }

  get opConfig(): unknown {
    return this.spec.opConfig;
  }

  get metadata(): JsonRecord {
    const { event } = this.spec;
    return ('metadata' in event ? event.metadata : undefined) ?? NOTHING;
  }

  get startedAt(): number {
    return this.spec.row.startedAt;
  }

  prepare(limit: Limit): undefined | Promise<void> {
    return ran(this.event) ? this.spec.copies.prepare(unreadableFor(this.event), limit) : undefined;
  }

  get inputs(): readonly unknown[] {
    return ran(this.event) ? this.spec.copies.inputs() : NO_INPUTS;
  }

  get outputs(): Readonly<Record<string, unknown>> {
    if (this.event.type !== 'step.succeeded') return NOTHING;
    this.record ??= this.spec.copies.outputs();
    return this.record;
  }
}

/** An attempt was under way, or has ended: it had inputs. */
function ran(event: StepTrigger): boolean {
  switch (event.type) {
    case 'step.skipped':
    case 'step.notExecuted':
      return false;
    case 'step.cancelled':
      return event.wasRunning;
    default:
      return true;
  }
}

/** A step of a plan, or one for a key of a dynamic step: `invoice[A]`. */
const MAPPED = /^(.+)\[([A-Za-z0-9_-]+)\]$/;

/** Where a step stands in the plan of its run. @throws UnroutableError */
export function placeOf(stepKey: string, { steps }: PlanSnapshot): StepPlaceRef & { readonly step: PlanStep } {
  const [, plain = stepKey, mapKey] = MAPPED.exec(stepKey) ?? [];
  const index = steps.findIndex(({ key }) => key === plain);
  const step = steps[index];
  if (step) return { index, step, key: stepKey, mapKey };
  throw new UnroutableError(`the plan of its run has no step '${stepKey}'`);
}

/** The key of a step in the plan. */
export function planKeyOf(stepKey: string): string {
  return MAPPED.exec(stepKey)?.[1] ?? stepKey;
}

export function isOfStep(event: Trigger): event is StepTrigger {
  return event.type.startsWith('step.');
}

export function opConfigOf({ config }: RunSetting, { key }: PlanStep): unknown {
  return config.ops.get(key);
}
