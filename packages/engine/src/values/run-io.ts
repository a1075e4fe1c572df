import {
  InvalidDefinitionError,
  IoError,
  type IoManager,
  type JsonRecord,
  type LoadInputContext,
  type Logger,
} from '@hookline/core';
import type { PlanStep } from '@hookline/core/spi';
import { outputRecord, type StepOutputs } from '../steps/outputs';
import { addressOf, captureOutput } from './capture-output';
import { type Captured, type CapturedOutputs, ManagedValue, type OutputAddress } from './captured';
import { ioContext } from './io-context';
import { isIoManager } from './io-manager';
import type { ValueStore } from './value-store';

/** Names of the managers that need no resource. */
const BUILT_IN: ReadonlySet<string> = new Set(['memory', 'store', 'filesystem']);

/** What the IO of one run works on. */
export interface RunIoSpec {
  readonly jobName: string;
  readonly runId: string;
  readonly epoch: number;
  readonly redact: (text: string) => string;
  /** Beside the database of the instance; undefined without one: outputs then stay in memory, or with their managers. */
  readonly values: ValueStore | undefined;
  /** An open resource of the run. */
  resource(key: string): unknown;
  readonly logOf: (stepKey: string) => Logger;
}

/** The attempt whose values are loaded or stored. */
export interface IoAttempt extends StepOutputs {
  /** From 1. */
  readonly number: number;
  readonly stepKey: string;
  /** Aborted on cancel and timeout. */
  readonly signal: AbortSignal;
  addMetadata(metadata: JsonRecord): void;
}

/** A step, as far as its values are concerned. */
export interface IoStep {
  readonly key: string;
  readonly plan: PlanStep;
}

/** True where outputs of the step are held by a manager of the user, so that what takes them loads them from there. */
export function isManaged({ ioManagerKey }: PlanStep): boolean {
  return ioManagerKey !== undefined && !BUILT_IN.has(ioManagerKey);
}

/** Where the outputs of one run go, and where inputs come from that are not in memory. */
export class RunIo {
  constructor(private readonly spec: RunIoSpec) {}

  /** The inputs with what managers hold in place of its stand-ins; at once where there are none. */
  load(inputs: readonly unknown[], attempt: IoAttempt): readonly unknown[] | Promise<readonly unknown[]> {
    return inputs.some(isHeld) ? Promise.all(inputs.map((input) => this.loadOne(input, attempt))) : inputs;
  }

  /**
   * Takes the outputs of an attempt, before any dependent can run. At once where nothing has to be written.
   * @returns what the events say of them; undefined where they only stay in memory
   */
  capture(step: IoStep, attempt: IoAttempt): CaptureResult {
    const { ioManagerKey } = step.plan;
    if (isManaged(step.plan)) return this.hand(step, attempt);
    if (!this.spec.values) return undefined;
    const outputs = Object.entries(step.plan.dynamic ? { result: attempt.value } : outputRecord(step.plan, attempt));
    const captured = outputs.map(([output, value]) => {
      if (ioManagerKey === 'memory') return [output, IN_MEMORY] as const;
      const address = { stepKey: step.key, op: step.plan.op, output, mapKey: undefined };
      return [output, this.captureOne(address, value, { step, attempt: attempt.number })] as const;
    });
    return collect(captured);
  }

  private captureOne(
    address: OutputAddress,
    value: unknown,
    { step, attempt }: { step: IoStep; attempt: number },
  ): Captured | Promise<Captured> {
    const { runId, epoch, redact, values } = this.spec;
    return captureOutput(value, {
      values: values as ValueStore,
      redact,
      always: step.plan.ioManagerKey === 'filesystem',
      address: addressOf(address, { runId, epoch, attempt }),
    });
  }

  /** Hands outputs to the user's manager, items of a dynamic one each for itself. */
  private async hand({ key: stepKey, plan }: IoStep, attempt: IoAttempt): Promise<CapturedOutputs> {
    const manager = plan.ioManagerKey as string;
    const captured: [string, Captured][] = [];
    for (const [output, value] of Object.entries(outputRecord(plan, attempt))) {
      const address = { stepKey, op: plan.op, output, mapKey: undefined };
      if (plan.dynamic) {
        for (const [mapKey, item] of attempt.value as ReadonlyMap<string, unknown>)
          await this.store({ manager, attempt, source: { ...address, mapKey } }, item);
      } else await this.store({ manager, attempt, source: address }, value);
      captured.push([output, { stored: { kind: 'manager', key: manager }, text: undefined }]);
    }
    return Object.fromEntries(captured);
  }

  private async store({ manager, source, attempt }: Storing, value: unknown): Promise<void> {
    const context = {
      ...this.contextOf(source, attempt, this.spec.runId),
      attempt: attempt.number,
      addOutputMetadata: (metadata: JsonRecord) => attempt.addMetadata(metadata),
    };
    await this.managerOf(manager).storeOutput(context, value);
  }

  private async loadOne(input: unknown, attempt: IoAttempt): Promise<unknown> {
    if (Array.isArray(input) && isHeld(input)) return Promise.all(input.map((item) => this.loadOne(item, attempt)));
    if (!(input instanceof ManagedValue)) return input;
    const { manager, source, runId = this.spec.runId } = input;
    return this.managerOf(manager).loadInput(this.contextOf(source, attempt, runId));
  }

  private contextOf(source: OutputAddress, attempt: IoAttempt, runId: string): LoadInputContext {
    const { jobName, logOf } = this.spec;
    const { signal } = attempt;
    return { ...ioContext({ jobName, runId, log: logOf(attempt.stepKey) }, source), signal };
  }

  private managerOf(key: string): IoManager {
    const resource = this.spec.resource(key);
    if (isIoManager(resource)) return resource;
    throw new InvalidDefinitionError({
      code: 'HOOKLINE_BAD_OPTION',
      problem: `The resource '${key}', which an op names as ioManagerKey, is no IO manager.`,
      remedy: 'Give a resource with storeOutput(context, value) and loadInput(context).',
    });
  }
}

/** What is handed to a manager, by whom. */
interface Storing {
  readonly manager: string;
  readonly source: OutputAddress;
  readonly attempt: IoAttempt;
}

/** What `capture` gives. */
export type CaptureResult = undefined | CapturedOutputs | Promise<CapturedOutputs>;

const IN_MEMORY: Captured = {
  stored: { kind: 'lost', reason: 'its IO manager is memory', preview: '' },
  text: undefined,
};

/** Lists of inputs hold values of several steps. */
function isHeld(input: unknown): boolean {
  return input instanceof ManagedValue || (Array.isArray(input) && input.some((item) => item instanceof ManagedValue));
}

function collect(
  captured: readonly (readonly [string, Captured | Promise<Captured>])[],
): CapturedOutputs | Promise<CapturedOutputs> {
  const late = captured.some(([, one]) => one instanceof Promise);
  if (!late) return Object.fromEntries(captured) as CapturedOutputs;
  return Promise.all(captured.map(async ([output, one]) => [output, await one] as const)).then(Object.fromEntries);
}

/** What an attempt fails with whose values could not be loaded or stored. */
export function ioError(stepKey: string, phase: 'load' | 'store', cause: unknown): IoError {
  const what = phase === 'load' ? 'inputs' : 'outputs';
  return new IoError(`The ${what} of step '${stepKey}' could not be ${phase === 'load' ? 'loaded' : 'stored'}.`, cause);
}
