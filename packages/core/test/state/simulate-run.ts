import type { StepStatus } from '../../src/context/status';
import type { StepEvent, StreamEvent } from '../../src/events/run-event';
import type { Plan, PlanStep } from '../../src/plan/plan';
import { decideStep, type Ending, type StepDecision, type UpstreamView } from '../../src/state/decide-step';
import { mappedStepKey } from '../../src/state/run-state';

/** How a step ended, as its dependents see it. */
interface Ended {
  readonly status: StepStatus;
  readonly outputs: readonly string[];
  readonly keys?: readonly string[];
}

/** A run that was played through without an engine. */
export interface SimulatedRun {
  readonly events: readonly StreamEvent[];
  /** Step key → status. */
  readonly statuses: ReadonlyMap<string, StepStatus>;
  readonly decisions: readonly {
    readonly step: PlanStep;
    readonly view: UpstreamView;
    readonly decision: StepDecision;
  }[];
}

type Body<T> = T extends unknown ? Omit<T, 'runId' | 'seq' | 'at' | 'stepKey'> : never;

/**
 * Plays the steps of a plan one after another in plan order; each choice says what becomes of the next step that runs.
 * Dynamic steps give the first of the keys, as many as their choice says.
 */
export function simulateRun(plan: Plan, choices: readonly number[], mapKeys = ['x', 'y', 'z']): SimulatedRun {
  const { steps, jobName } = plan.snapshot;
  const events: StreamEvent[] = [];
  const ended = new Map<string, Ended>();
  const decisions: SimulatedRun['decisions'][number][] = [];
  const emit = (body: object) => {
    events.push({ runId: 'r', seq: events.length + 1, at: 1_000 + events.length, ...body } as StreamEvent);
  };
  emit({ type: 'run.created', jobName });
  emit({ type: 'run.started' });
  let turn = 0;
  for (const step of steps) {
    for (const mapKey of mapKeysOf(step, steps, ended)) {
      const stepKey = mapKey === undefined ? step.key : mappedStepKey(step.key, mapKey);
      const view = viewOf({ steps, ended, scope: step.scope, mapKey });
      const decision = decideStep(step, view);
      decisions.push({ step, view, decision });
      const play =
        decision === 'run' ? runStep(step, choices[turn++ % choices.length] ?? 0, mapKeys) : leaveOut(decision);
      for (const body of play.events) emit({ ...body, stepKey });
      ended.set(stepKey, play.ended);
    }
  }
  const hasFailed = [...ended.values()].some(({ status }) => status === 'failure');
  emit(hasFailed ? { type: 'run.failed', error: new Error('run') } : { type: 'run.succeeded' });
  return { events, statuses: new Map([...ended].map(([key, { status }]) => [key, status])), decisions };
}

interface Play {
  readonly events: readonly Body<StepEvent>[];
  readonly ended: Ended;
}

function leaveOut(reason: 'absent' | 'upstream'): Play {
  const isSkip = reason === 'absent';
  return {
    events: [{ type: isSkip ? 'step.skipped' : 'step.notExecuted', attempt: 0, reason }],
    ended: { status: isSkip ? 'skipped' : 'notExecuted', outputs: [] },
  };
}

/** Bit 0 and 1 of the choice: 0 fails; bit 2: a retry first; the rest: conditional outputs and number of keys. */
function runStep(step: PlanStep, choice: number, mapKeys: readonly string[]): Play {
  const events: Body<StepEvent>[] = [{ type: 'step.started', attempt: 1 }];
  const failure = { error: new Error(step.key), failureKind: 'exception' } as const;
  let attempt = 1;
  if (choice & 4) {
    events.push({ type: 'step.retrying', attempt, ...failure, delay: 5 });
    attempt = 2;
    events.push({ type: 'step.started', attempt });
  }
  if ((choice & 3) === 0) {
    events.push({ type: 'step.failed', attempt, ...failure });
    return { events, ended: { status: 'failure', outputs: [] } };
  }
  const keys = step.dynamic ? mapKeys.slice(0, (choice >> 3) % (mapKeys.length + 1)) : undefined;
  const outputs = step.outputs.filter(({ optional }) => !optional || choice & 8).map(({ name }) => name);
  for (const output of outputs) events.push({ type: 'step.output', attempt, output, ...(keys && { keys }) });
  events.push({ type: 'step.progress', attempt, done: 1, total: 1 }, { type: 'step.succeeded', attempt, duration: 1 });
  return { events, ended: { status: 'success', outputs, ...(keys && { keys }) } };
}

/** `undefined` stands for the plain step: outside of maps, or where the dynamic step did not succeed. */
function mapKeysOf(
  step: PlanStep,
  steps: readonly PlanStep[],
  ended: ReadonlyMap<string, Ended>,
): readonly (string | undefined)[] {
  const source = step.scope === undefined ? undefined : steps[step.scope];
  return (source && ended.get(source.key)?.keys) ?? [undefined];
}

interface Standpoint {
  readonly steps: readonly PlanStep[];
  readonly ended: ReadonlyMap<string, Ended>;
  readonly scope: number | undefined;
  readonly mapKey: string | undefined;
}

function viewOf({ steps, ended, scope, mapKey }: Standpoint): UpstreamView {
  const endedOf = (key: string): Ended => {
    const end = ended.get(key);
    if (end) return end;
    throw new Error(`Step '${key}' has not ended.`);
  };
  const seen = (index: number): readonly Ended[] => {
    const step = steps[index] as PlanStep;
    const keys = step.scope !== undefined && step.scope === scope ? [mapKey] : mapKeysOf(step, steps, ended);
    return keys.map((key) => endedOf(key === undefined ? step.key : mappedStepKey(step.key, key)));
  };
  return {
    output: (index, output) => endingOf(seen(index)[0] as Ended, output),
    collected: (index, output) =>
      seen(index).flatMap((end) => end.keys?.map((): Ending => 'present') ?? [endingOf(end, output)]),
    broken: (index) => seen(index).some((end) => endingOf(end, '') === 'broken'),
  };
}

function endingOf({ status, outputs }: Ended, output: string): Ending {
  if (status === 'success') return outputs.includes(output) ? 'present' : 'absent';
  return status === 'skipped' ? 'absent' : 'broken';
}
