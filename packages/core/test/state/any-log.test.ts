import fc from 'fast-check';
import type { StepStatus, Steps } from '../../src/context/status';
import { InvariantError } from '../../src/errors/definition-errors';
import type { StepEvent, StreamEvent } from '../../src/events/run-event';
import { createPlan } from '../../src/plan/create-plan';
import type { PlanStep } from '../../src/plan/plan';
import { foldRun, reduceRun } from '../../src/state/reduce-run';
import { type RunState, stepsOf } from '../../src/state/run-state';
import { randomJob } from '../plan/random-job';
import { simulateRun } from './simulate-run';

const mapKey = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,5}$/),
  fc.constantFrom('__proto__', 'constructor', '1', '0'),
);

/** The events of a run that may have been, with a place to cut them. */
const anyLog = fc
  .record({
    job: randomJob,
    choices: fc.array(fc.nat(63), { minLength: 1 }),
    mapKeys: fc.uniqueArray(mapKey, { minLength: 1, maxLength: 4 }),
    cut: fc.nat(),
  })
  .map(({ job, choices, mapKeys, cut }) => {
    const plan = createPlan(job);
    const { events, statuses } = simulateRun(plan, choices, mapKeys);
    return { steps: plan.snapshot.steps, events, statuses, cut: 1 + (cut % events.length) };
  });
type Log = typeof anyLog extends fc.Arbitrary<infer T> ? T : never;

const forAnyLog = (check: (log: Log) => void) => fc.assert(fc.property(anyLog, check));

describe('the state of any run', () => {
  it('has one ending for each step at the end, and no others', () => {
    forAnyLog(({ events, steps, statuses }) => {
      const result = Object.entries(stepsOf(foldRun(events, steps))).map(([key, { status }]) => [key, status]);
      expect(Object.fromEntries(result)).toEqual(Object.fromEntries(statuses));
    });
  });

  it('is at any moment what the events so far say, step by step', () => {
    forAnyLog(({ events, steps, cut }) => {
      const told = events.slice(0, cut);
      const state = foldRun(told, steps);
      expect(Object.entries(stepsOf(state))).toEqual(Object.entries(naiveSteps(steps, told)));
      expect(state).toMatchObject(naiveRun(told));
    });
  });

  it('is the same in pieces as at once, with and without the steps of the plan, also by way of a copy', () => {
    forAnyLog(({ events, steps, cut }) => {
      for (const outline of [steps, undefined]) {
        const first = foldRun(events.slice(0, cut), outline);
        const pieces = [first, structuredClone(first)].map((state) =>
          events.slice(cut).reduce<RunState>(reduceRun, state),
        );
        expect(pieces).toEqual([foldRun(events, outline), foldRun(events, outline)]);
      }
    });
  });

  it('takes nothing from the events that it was told, and changes nothing that it has given', () => {
    forAnyLog(({ events, steps, cut }) => {
      const frozen = events.map(freeze);
      const state = foldRun(frozen.slice(0, cut), steps);
      const before = stepsOf(state);
      const copy = structuredClone(before);
      frozen.slice(cut).reduce<RunState>(reduceRun, state);
      expect(before).toEqual(copy);
    });
  });

  it('refuses what was left out, told twice, or told of another run, and stays as it was', () => {
    forAnyLog(({ events, steps, cut }) => {
      const fold = () => foldRun(events.slice(0, cut), steps);
      const next = { ...(events[cut] ?? log), seq: cut + 1 };
      const wrong = [
        { ...next, seq: cut },
        { ...next, seq: cut + 2 },
        { ...next, runId: 'other' },
        { ...next, type: 'run.unheardOf' } as unknown as StreamEvent,
        { ...next, type: 'step.unheardOf', stepKey: 'a', attempt: 1 } as unknown as StreamEvent,
      ];
      for (const event of wrong) {
        const state = fold();
        expect(() => reduceRun(state, event)).toThrow(InvariantError);
        expect(state).toEqual(fold());
      }
    });
  });

  it('takes any event at any time or stays as it was', () => {
    fc.assert(
      fc.property(anyLog, anyLog, ({ events, steps, cut }, other) => {
        const fold = () => foldRun(events.slice(0, cut), steps);
        const state = fold();
        const event = { ...(other.events[other.cut - 1] ?? log), seq: cut + 1 };
        const refusal = thrownBy(() => reduceRun(state, event));
        if (refusal === undefined) expect(state.lastSeq).toBe(cut + 1);
        else {
          expect(refusal).toBeInstanceOf(InvariantError);
          expect(state).toEqual(fold());
        }
      }),
    );
  });
});

const log = { type: 'log', runId: 'r', at: 1, level: 'info', message: 'late' } as const;

const STATUSES: Readonly<Record<string, StepStatus>> = {
  'step.started': 'running',
  'step.retrying': 'retrying',
  'step.succeeded': 'success',
  'step.failed': 'failure',
  'step.skipped': 'skipped',
  'step.notExecuted': 'notExecuted',
};

/** The steps as a reader of the log would tell them: those of the plan, mapped ones once their keys are told. */
function naiveSteps(steps: readonly PlanStep[], events: readonly StreamEvent[]): Steps {
  const ofSteps = events.filter((event): event is StepEvent => 'attempt' in event);
  const keys = steps.flatMap(({ key, scope }) => {
    const mapKeys = scope === undefined ? undefined : mapKeysOf(steps[scope]?.key, ofSteps);
    return mapKeys?.map((each) => `${key}[${each}]`) ?? [key];
  });
  const told = keys.map((key) => naiveStep(ofSteps.filter(({ stepKey }) => stepKey === key)));
  return Object.fromEntries(keys.map((key, index) => [key, told[index]])) as Steps;
}

function mapKeysOf(dynamicStep: string | undefined, events: readonly StepEvent[]): readonly string[] | undefined {
  const own = events.filter(({ stepKey }) => stepKey === dynamicStep);
  if (!own.some(({ type }) => type === 'step.succeeded')) return undefined;
  const output = own.findLast((event) => event.type === 'step.output');
  return output?.keys;
}

function naiveStep(events: readonly StepEvent[]): object {
  const last = events.findLast(({ type }) => type in STATUSES);
  const started = events.filter(({ type }) => type === 'step.started');
  const hasEnded = last !== undefined && !['step.started', 'step.retrying'].includes(last.type);
  return {
    status: last === undefined ? 'pending' : STATUSES[last.type],
    attempts: started.length,
    startedAt: started[0]?.at,
    endedAt: hasEnded ? last.at : undefined,
    ...(last !== undefined && 'error' in last && { error: last.error, failureKind: last.failureKind }),
    ...(last !== undefined && 'reason' in last && { skipReason: last.reason }),
  };
}

function naiveRun(events: readonly StreamEvent[]): object {
  const failed = events.filter((event) => event.type === 'step.failed');
  const started = events.find(({ type }) => type === 'run.started');
  const ended = events.find((event) => event.type === 'run.failed' || event.type === 'run.succeeded');
  const ending = ended?.type === 'run.failed' ? 'failure' : 'success';
  return {
    status: ended ? ending : started ? 'running' : 'queued',
    startedAt: started?.at,
    endedAt: ended?.at,
    error: ended?.type === 'run.failed' ? ended.error : undefined,
    lastSeq: events.length,
    failedSteps: failed.map(({ stepKey, error }) => ({ stepKey, error })),
  };
}

function freeze<T extends object>(event: T): T {
  for (const value of Object.values(event)) if (Array.isArray(value)) Object.freeze(value);
  return Object.freeze(event);
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
