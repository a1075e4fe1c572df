import type { FailedStep } from '../context/hook-context';
import { InvariantError } from '../errors/definition-errors';
import type { StepEvent, StreamEvent } from '../events/run-event';
import { assertNever } from '../util/assert-never';
import type { Own } from '../util/type-helpers';
import { reduceStep } from './reduce-step';
import { initialRunState, type RunState, type StepOutline } from './run-state';

/** A run state as its owner sees it. */
type OwnRunState = Own<RunState> & { readonly failedSteps: FailedStep[] };

/** Events of the run itself, of its resources and its log. */
type RunLevelEvent = Exclude<StreamEvent, StepEvent>;

/**
 * Takes one event into the state of its run: the one place that says what events mean. No IO, no clock; the same events
 * always give the same state. The state is updated in place and returned.
 *
 * Refused, with the state as it was: an event of another run, a gap in `seq`, a first event that is not `run.created`, and
 * any change that no run can make, such as a second start of a running step, or an ending of a step after that of the
 * run. Resources may close, lines be logged and late progress be told after that end.
 * @throws InvariantError for a refused event
 */
export function reduceRun(state: RunState, event: StreamEvent): RunState {
  if (event.seq !== state.lastSeq + 1 || event.runId !== state.runId) throw outOfOrder(state, event);
  check(state, event, (event.type === 'run.created') === (state.lastSeq === 0));
  // Step events, and only they, tell their attempt.
  if ('attempt' in event) changeStep(state as OwnRunState, event);
  else changeRun(state as OwnRunState, event);
  (state as OwnRunState).lastSeq = event.seq;
  return state;
}

/**
 * The state of a run after all its events from the first on.
 * @param steps of its plan; default none, then steps appear with their first event
 * @throws InvariantError if the first event is not `run.created`, or for an event that `reduceRun` refuses
 */
export function foldRun(events: Iterable<StreamEvent>, steps: readonly StepOutline[] = []): RunState {
  let state: RunState | undefined;
  for (const event of events) {
    if (!state) {
      if (event.type !== 'run.created') throw new InvariantError(`The first event of a run is '${event.type}'.`);
      state = initialRunState({ runId: event.runId, jobName: event.jobName, steps });
    }
    reduceRun(state, event);
  }
  if (state) return state;
  throw new InvariantError('There are no events to fold into the state of a run.');
}

function changeRun(state: OwnRunState, event: RunLevelEvent): void {
  switch (event.type) {
    case 'run.created':
    case 'run.queued':
      check(state, event, state.status === 'queued');
      return;
    case 'run.recovered':
      check(state, event, !hasEnded(state));
      return;
    case 'run.started':
      check(state, event, state.status === 'queued');
      state.status = 'running';
      state.startedAt = event.at;
      return;
    case 'run.succeeded':
      check(state, event, state.status === 'running');
      state.status = 'success';
      state.endedAt = event.at;
      return;
    case 'run.failed':
    case 'run.cancelled':
      check(state, event, !hasEnded(state));
      state.status = event.type === 'run.failed' ? 'failure' : 'cancelled';
      state.error = event.error;
      state.endedAt = event.at;
      return;
    case 'resource.opened':
    case 'resource.closed':
    case 'resource.failed':
    case 'log':
      return;
    default:
      assertNever(event);
  }
}

function changeStep(state: OwnRunState, event: StepEvent): void {
  // Tells nothing of the state, and may come late from an attempt that was given up.
  if (event.type === 'step.progress') return;
  check(state, event, NEEDS_RUNNING.has(event.type) ? state.status === 'running' : !hasEnded(state));
  reduceStep(state, event);
  if (event.type === 'step.failed') state.failedSteps.push({ stepKey: event.stepKey, error: event.error });
}

/** A success without a start is one that a re-execution took over. */
const NEEDS_RUNNING: ReadonlySet<StepEvent['type']> = new Set(['step.started', 'step.output', 'step.succeeded']);

function hasEnded({ status }: RunState): boolean {
  return status !== 'queued' && status !== 'running';
}

function outOfOrder(state: RunState, { runId, seq }: StreamEvent): InvariantError {
  return new InvariantError(
    `Event ${seq} of run '${runId}' follows event ${state.lastSeq} of run '${state.runId}', which is out of order.`,
  );
}

function check(state: RunState, event: StreamEvent, fits: boolean): void {
  if (!fits) throw misfit(state, event);
}

function misfit({ runId, status }: RunState, { type, seq }: StreamEvent): InvariantError {
  return new InvariantError(`Event ${seq} of run '${runId}' is '${type}', but the run is '${status}'.`);
}
