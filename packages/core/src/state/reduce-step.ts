import type { StepStatus } from '../context/status';
import { InvariantError } from '../errors/definition-errors';
import type { StepCancelled, StepEvent, StepFailed, StepProgress, StepStarted } from '../events/run-event';
import { assertNever } from '../util/assert-never';
import type { Own } from '../util/type-helpers';
import { mappedStepKey, pendingStep, type RunState, type StepState } from './run-state';

/** An event that changes its step. */
type StepChange = Exclude<StepEvent, StepProgress>;

type OwnStepState = Own<StepState>;

/**
 * Takes one event into the state of its step, in place; a step that is not known yet is new.
 * @throws InvariantError, with the state as it was, for a change that no step can make
 */
export function reduceStep(state: RunState, event: StepChange): void {
  const known = state.steps.get(event.stepKey);
  const step = known ?? pendingStep();
  change(step, event);
  if (!known) ownSteps(state).set(event.stepKey, step);
  if (event.type === 'step.succeeded' && step.keys) expand(state, event.stepKey, step.keys);
}

function change(step: OwnStepState, event: StepChange): void {
  switch (event.type) {
    case 'step.started':
      return start(step, event);
    case 'step.output':
      check(step, event, step.status === 'running' || isInherited(step, event));
      step.keys = event.keys;
      return;
    case 'step.retrying':
      check(step, event, step.status === 'running');
      step.status = 'retrying';
      step.error = event.error;
      step.failureKind = event.failureKind;
      return;
    case 'step.succeeded':
      check(step, event, step.status === 'running' || isInherited(step, event));
      if (event.attempt === 0) step.startedAt = event.at;
      return end(step, 'success', event.at);
    case 'step.failed':
      return fail(step, event);
    case 'step.skipped':
    case 'step.notExecuted':
      check(step, event, step.status === 'pending');
      step.skipReason = event.reason;
      return end(step, event.type === 'step.skipped' ? 'skipped' : 'notExecuted', event.at);
    case 'step.cancelled':
      return cancel(step, event);
    default:
      return assertNever(event);
  }
}

function start(step: OwnStepState, event: StepStarted): void {
  const canStart = step.status === 'pending' || step.status === 'retrying';
  if (!canStart || event.attempt !== step.attempts + 1) throw misfit(step, event);
  step.status = 'running';
  step.attempts = event.attempt;
  step.startedAt ??= event.at;
  step.error = undefined;
  step.failureKind = undefined;
  step.keys = undefined;
}

/** A re-execution takes over what succeeded in an earlier run: its outputs and its success, without a start. */
function isInherited(step: StepState, { attempt }: StepChange): boolean {
  return step.status === 'pending' && attempt === 0;
}

/** A step in retry wait fails where its run times out or crashes (S26a). */
function fail(step: OwnStepState, event: StepFailed): void {
  check(step, event, step.status === 'running' || step.status === 'retrying');
  step.error = event.error;
  step.failureKind = event.failureKind;
  end(step, 'failure', event.at);
}

function cancel(step: OwnStepState, event: StepCancelled): void {
  const waits = step.status === 'pending' || step.status === 'retrying';
  check(step, event, event.wasRunning ? step.status === 'running' : waits);
  end(step, 'cancelled', event.at);
}

function end(step: OwnStepState, status: StepStatus, at: number): void {
  step.status = status;
  step.endedAt = at;
}

/** From here on the steps of its `map` are known; they are pending. */
function expand(state: RunState, dynamicStep: string, mapKeys: readonly string[]): void {
  for (const key of state.mappedSteps.get(dynamicStep) ?? []) {
    const stepKeys = mapKeys.map((mapKey) => mappedStepKey(key, mapKey));
    (state.expandedSteps as Map<string, readonly string[]>).set(key, stepKeys);
    for (const stepKey of stepKeys) ownSteps(state).set(stepKey, pendingStep());
  }
}

function ownSteps({ steps }: RunState): Map<string, StepState> {
  return steps as Map<string, StepState>;
}

/** All events but a start carry the number of the attempt that runs, or ran last. */
function check(step: StepState, event: StepChange, fits: boolean): void {
  if (!fits || event.attempt !== step.attempts) throw misfit(step, event);
}

function misfit({ status, attempts }: StepState, { type, seq, runId, stepKey, attempt }: StepChange): InvariantError {
  return new InvariantError(
    `Event ${seq} of run '${runId}' is '${type}' of attempt ${attempt} of step '${stepKey}', ` +
      `but the step is '${status}' after ${attempts} attempts.`,
  );
}
