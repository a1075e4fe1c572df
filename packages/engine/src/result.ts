import { InvalidInvocationError, type RunStatus, type StepResult, type Steps } from '@hookline/core';
import {
  describeValue,
  type HookEvent,
  isStreamEvent,
  listNames,
  type Plan,
  type RunEvent,
  type RunState,
  stepsOf,
  suggestName,
  wrongArgument,
} from '@hookline/core/spi';
import { foldCommitted } from './run/fold-committed';
import type { RunEvents } from './run/run-events';
import type { RunEnd } from './run/run-spec';
import type { StepRun } from './run/step-run';
import { outputRecord } from './steps/outputs';
import { messageOf } from './thrown-error';

/** How a run went. */
export interface Result {
  readonly success: boolean;
  readonly status: RunStatus;
  readonly runId: string;
  /** Step key → how it stands. */
  readonly steps: Steps;
  /** All events of the run and of its hooks, in the order in which they happened. */
  readonly events: readonly RunEvent[];
  /** What became of its hooks, and of the resources that only they need. */
  readonly hookEvents: readonly HookEvent[];
  /** Why the run failed or was cancelled. */
  readonly error: Error | undefined;
  /**
   * The value of an output; of a dynamic step a record key → value.
   * @param output default `result`
   * @throws InvalidInvocationError (`HOOKLINE_UNKNOWN_STEP`) for an unknown step or output, or one without a value
   */
  outputFor(step: string, output?: string): unknown;
  /**
   * The events of one step, those of its hooks included.
   * @throws InvalidInvocationError (`HOOKLINE_UNKNOWN_STEP`)
   */
  eventsFor(step: string): readonly RunEvent[];
}

/** The result of a run that has ended. */
export class RunResult implements Result {
  readonly error: Error | undefined;
  readonly status: RunStatus;
  private readonly log: RunEvents;
  private made: readonly RunEvent[] | undefined;
  private readonly stepRuns: readonly StepRun[];
  // Made when they are first asked for: most callers want only the outcome. All steps are often asked for one by one.
  private state: RunState | undefined;
  private allSteps: Steps | undefined;
  private runOf: ReadonlyMap<string, StepRun> | undefined;
  private eventsOf: ReadonlyMap<string, readonly RunEvent[]> | undefined;

  constructor(
    readonly runId: string,
    end: RunEnd,
    private readonly plan: Plan,
  ) {
    this.log = end.events;
    this.status = end.status;
    this.error = end.error;
    this.stepRuns = end.steps;
  }

  // Made when they are first asked for, like all that follows from them: many callers want only the outcome.
  get events(): readonly RunEvent[] {
    this.made ??= this.log.all();
    return this.made;
  }

  get success(): boolean {
    return this.status === 'success';
  }

  get steps(): Steps {
    this.allSteps ??= stepsOf(this.fold());
    return this.allSteps;
  }

  get hookEvents(): readonly HookEvent[] {
    return this.events.filter((event): event is HookEvent => !isStreamEvent(event));
  }

  outputFor(step: string, output = 'result'): unknown {
    const result = this.stepOf(step);
    if (typeof output !== 'string') throw notAnOutput(output);
    this.runOf ??= new Map(this.stepRuns.map((each) => [each.key, each]));
    const run = this.runOf.get(step);
    if (run?.ending !== 'success') throw withoutValue(step, output, whyNot(result));
    const outputs = outputRecord(run.plan, run);
    if (Object.hasOwn(outputs, output)) return outputs[output];
    const names = run.plan.outputs.map(({ name }) => name);
    const reason = names.includes(output) ? 'it left that output out' : `its outputs are: ${names.join(', ')}`;
    throw withoutValue(step, output, reason);
  }

  eventsFor(step: string): readonly RunEvent[] {
    this.stepOf(step);
    this.eventsOf ??= groupByStep(this.events);
    return [...(this.eventsOf.get(step) ?? [])];
  }

  /** @param step from JavaScript it may be anything */
  private stepOf(step: unknown): StepResult {
    if (typeof step !== 'string') throw notAStep(step, Object.keys(this.steps));
    const key = step;
    const result = Object.hasOwn(this.steps, key) ? this.steps[key] : undefined;
    if (result) return result;
    const keys = Object.keys(this.steps);
    throw new InvalidInvocationError({
      code: 'HOOKLINE_UNKNOWN_STEP',
      problem: `Run '${this.runId}' has no step ${describeValue(key)}.`,
      remedy: suggestName(key, keys),
    });
  }

  private fold(): RunState {
    this.state ??= foldCommitted(this.events, this.plan);
    return this.state;
  }
}

function groupByStep(events: readonly RunEvent[]): ReadonlyMap<string, readonly RunEvent[]> {
  const groups = new Map<string, RunEvent[]>();
  for (const event of events) {
    if (event.stepKey === undefined) continue;
    const group = groups.get(event.stepKey);
    if (group) group.push(event);
    else groups.set(event.stepKey, [event]);
  }
  return groups;
}

function notAnOutput(given: unknown): InvalidInvocationError {
  const remedy = "Give the name of an output, or nothing for 'result': outputFor('split', 'valid').";
  return wrongArgument({ parameter: 'output', of: 'outputFor() of a result', given, remedy });
}

function notAStep(given: unknown, keys: readonly string[]): InvalidInvocationError {
  const remedy = `Give the key of a step. There are: ${listNames(keys)}.`;
  return wrongArgument({ parameter: 'step', of: 'outputFor() and eventsFor() of a result', given, remedy });
}

function whyNot({ status, skipReason, error }: StepResult): string {
  if (status === 'skipped' || status === 'notExecuted') return `the step is ${status} (${skipReason ?? 'run'})`;
  return error ? `the step failed: ${messageOf(error)}` : `the step is ${status}`;
}

function withoutValue(step: string, output: string, reason: string): InvalidInvocationError {
  return new InvalidInvocationError({
    code: 'HOOKLINE_UNKNOWN_STEP',
    problem: `Step '${step}' has no value of output ${describeValue(output)}: ${reason}.`,
    remedy: 'Look at result.steps before you ask for outputs.',
  });
}

const results = new WeakMap<object, Result>();

/** Remembers which run threw an error. */
export function rememberResult(error: Error, result: Result): void {
  results.set(error, result);
}

/**
 * The result of the run that threw this error from `executeInProcess`; undefined for any other value.
 * @example catch (error) { console.error(resultOf(error)?.steps); }
 */
export function resultOf(error: unknown): Result | undefined {
  return typeof error === 'object' && error !== null ? results.get(error) : undefined;
}
