import type { CapturedOutputs, OutputAddress } from '../values/captured';
import { ioContext } from '../values/io-context';
import { isIoManager } from '../values/io-manager';
import { ioError } from '../values/run-io';
import { copyOf, type ValueSource } from '../values/value-copies';
import type { ValueStore } from '../values/value-store';
import { createLogger } from './create-logger';
import type { RunCore } from './run-core';
import type { RunResources } from './run-resources';
import type { RunSteps } from './run-steps';

/** Where hooks find the values of a run in this process: as its steps captured them. */
export class RunValues implements ValueSource {
  /** As they were given: ops may change their objects, and hooks elsewhere see what is stored (D29). */
  readonly jobInputs: Readonly<Record<string, unknown>>;

  constructor(
    private readonly core: Pick<RunCore, 'plan' | 'config' | 'journal' | 'facts' | 'log'>,
    private readonly parts: { readonly steps: RunSteps; readonly resources: RunResources; readonly values: ValueStore },
  ) {
    this.jobInputs = copyEach(core.config.inputs);
  }

  get steps() {
    return this.core.plan.snapshot.steps;
  }

  captured(stepKey: string): CapturedOutputs | undefined {
    return this.parts.steps.graph.stepOf(stepKey)?.captured;
  }

  keysOf(stepKey: string): readonly string[] | undefined {
    const step = this.parts.steps.graph.stepOf(stepKey);
    // What other steps return may have keys, too, as a list has.
    if (step?.ending !== 'success' || !step.plan.dynamic) return undefined;
    return [...(step.value as ReadonlyMap<string, unknown>).keys()];
  }

  loadText(address: string): Promise<string> {
    return loadText(this.parts.values, address);
  }

  async loadManaged(manager: string, source: OutputAddress, runId?: string): Promise<unknown> {
    const resource = this.parts.resources.get(manager);
    if (!isIoManager(resource)) throw ioError(source.stepKey, 'load', undefined);
    const { journal, facts } = this.core;
    const log = createLogger((level, message, data) =>
      this.core.log({ level, message, data, stepKey: source.stepKey }),
    );
    const run = { jobName: facts.jobName, runId: runId ?? journal.runId, log };
    return await resource.loadInput({ ...ioContext(run, source), signal: new AbortController().signal });
  }
}

function copyEach(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, copyOf(value)]));
}

/** @throws IoError where it is gone */
export async function loadText(values: ValueStore, address: string): Promise<string> {
  const bytes = await values.get(address);
  if (bytes) return Buffer.from(bytes).toString('utf8');
  throw ioError(address, 'load', undefined);
}
