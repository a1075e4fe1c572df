import { decodeEvent, type PlanStep } from '@hookline/core/spi';
import {
  type CapturedOutputs,
  loadText,
  type OutputAddress,
  type StepPlaceRef,
  ValueCopies,
  type ValueSource,
  type ValueStore,
} from '@hookline/engine';
import { outputsOf } from '../runs/restore-steps';
import type { DeliveryReader } from './trouble';

/** What values of a stored run are read with. */
export interface StoredValuesSpec {
  readonly runId: string;
  readonly steps: readonly PlanStep[];
  readonly jobInputs: Readonly<Record<string, unknown>>;
  readonly reader: Pick<DeliveryReader, 'readOutputs'>;
  readonly values: ValueStore;
  /** A value that an IO manager of the user holds. */
  loadManaged(manager: string, source: OutputAddress, runId?: string): Promise<unknown>;
}

interface Produced {
  readonly captured: CapturedOutputs;
  readonly keys: readonly string[] | undefined;
}

/** Where hooks find the values of a run that is in the store. */
export class StoredValues implements ValueSource {
  private readonly produced = new Map<string, Produced>();
  /** Keys that were asked for, also where nothing was found. */
  private readonly asked = new Set<string>();

  constructor(private readonly spec: StoredValuesSpec) {}

  /** The values of a step, once what they are made of was read. */
  async copiesOf(step: StepPlaceRef): Promise<ValueCopies> {
    const copies = new ValueCopies(this, step);
    await this.read(copies.sources().filter((key) => !this.asked.has(key)));
    return copies;
  }

  /** Outputs that are in memory. */
  get size(): number {
    return this.produced.size;
  }

  get steps(): readonly PlanStep[] {
    return this.spec.steps;
  }

  get jobInputs(): Readonly<Record<string, unknown>> {
    return this.spec.jobInputs;
  }

  captured(stepKey: string): CapturedOutputs | undefined {
    return this.produced.get(stepKey)?.captured;
  }

  keysOf(stepKey: string): readonly string[] | undefined {
    return this.produced.get(stepKey)?.keys;
  }

  loadText(address: string): Promise<string> {
    return loadText(this.spec.values, address);
  }

  loadManaged(manager: string, source: OutputAddress, runId?: string): Promise<unknown> {
    return this.spec.loadManaged(manager, source, runId);
  }

  /** A step that has not ended yet is asked for again. */
  private async read(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const rows = await this.spec.reader.readOutputs(this.spec.runId, keys);
    for (const [stepKey, { stored, keys: mapKeys }] of outputsOf(rows.map(decodeEvent))) {
      const captured = Object.entries(stored).map(([output, one]) => {
        return [output, { stored: one, text: one.kind === 'inline' ? one.text : undefined }] as const;
      });
      this.produced.set(stepKey, { captured: Object.fromEntries(captured), keys: mapKeys });
    }
    for (const key of keys) if (this.produced.has(key)) this.asked.add(key);
  }
}
