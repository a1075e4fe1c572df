import 'reflect-metadata';
import {
  foldRun,
  type HookDefinition,
  isStreamEvent,
  type NewDelivery,
  type RunState,
  type RunTrigger,
  type StepTrigger,
  type StreamEvent,
  stepsOf,
} from '@hookline/core/spi';
import { type HookMoment, matchHook } from '@hookline/engine';
import fc from 'fast-check';
import { endCrashedRun } from '../../packages/daemon/src/recovery/end-crashed-run';
import { type CutRun, cutRun, randomCut } from './random-runs';

const GRAPHS = 150;
const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 1_000_000);

const DEATH = { process: 'pid 4711 on web1, daemon', reason: 'it is gone' };
const STEP_ENDINGS: ReadonlySet<string> = new Set([
  'step.succeeded',
  'step.failed',
  'step.skipped',
  'step.notExecuted',
  'step.cancelled',
]);

describe(`endCrashedRun, after random beginnings of random runs (seed ${seed})`, () => {
  it('ends each step once and the run, and owes what the hooks would have been told', async () => {
    const property = fc.asyncProperty(randomCut, async (cut) => {
      const run = await cutRun(cut);
      if (run) check(run);
    });
    await fc.assert(property, { seed, numRuns: GRAPHS });
  });
});

function check({ plan, stored, disabledHooks }: CutRun): void {
  const hookIds = new Map(plan.snapshot.hooks.map(({ name }, index) => [name, index + 1]));
  const { events, deliveries } = endCrashedRun(stored, { death: DEATH, at: 0, hookIds, disabledHooks });
  const all = [...stored.events, ...events];
  const state = foldRun(all, plan.snapshot.steps);
  checkEnd(state, stored.row.cancelRequested);
  checkEndings(state, all);
  const owed = expected({ plan, stored, disabledHooks }, events);
  expect(deliveries.map(inShort)).toEqual(owed);
  expect(new Set(deliveries.map(({ id }) => id)).size).toBe(deliveries.length);
}

function checkEnd({ status }: RunState, cancelled: boolean): void {
  expect(status).toBe(cancelled ? 'cancelled' : 'failure');
}

/** Every step of the plan has one ending; of the expanded ones each instance, the others under their plain keys. */
function checkEndings(state: RunState, all: readonly StreamEvent[]): void {
  const ended = all.flatMap((event) => (STEP_ENDINGS.has(event.type) ? [event.stepKey as string] : []));
  expect([...ended].sort()).toEqual(Object.keys(stepsOf(state)).sort());
}

/** What the engine's own matching gives for the live hooks, whose filters cannot be asked. */
function expected({ plan, stored, disabledHooks }: CutRun, events: readonly StreamEvent[]): readonly unknown[] {
  const hasStarted = stored.state.startedAt !== undefined;
  return events.filter(isTrigger).flatMap((event) => {
    const index = plan.snapshot.steps.findIndex(({ key }) => key === event.stepKey?.replace(/\[.*\]$/, ''));
    const kinds = event.stepKey === undefined ? plan.runHooks : plan.stepHooks[index];
    if (event.stepKey !== undefined && !hasStarted && event.type !== 'step.cancelled') return [];
    const hooks = (kinds as Readonly<Record<string, readonly number[]>>)[KIND_OF[event.type] as string] ?? [];
    const firing = hooks.map((hook) => plan.hooks[hook] as HookDefinition).filter((hook) => fires(hook, event));
    return firing.map(({ name, kind, blocking }, order) => ({
      id: `${event.runId}/${event.seq}/${name}`,
      stepKey: event.stepKey,
      attempt: 'attempt' in event ? event.attempt : 0,
      kind,
      blocking,
      order,
      state: disabledHooks.has(name) ? 'suppressed' : 'pending',
      createdAt: event.at,
    }));
  });
}

function fires(hook: HookDefinition, event: StepTrigger | RunTrigger): boolean {
  const moment = { event, stepKey: event.stepKey } as HookMoment;
  const { filter, ...unfiltered } = hook;
  return matchHook(unfiltered, moment, {} as never).fires;
}

function inShort({ id, stepKey, attempt, kind, blocking, order, state, createdAt }: NewDelivery) {
  return { id, stepKey, attempt, kind, blocking, order, state, createdAt };
}

const KIND_OF: Readonly<Record<string, string>> = {
  'step.failed': 'failure',
  'step.notExecuted': 'skip',
  'step.cancelled': 'cancel',
  'run.failed': 'runFailure',
  'run.cancelled': 'runCancel',
};

function isTrigger(event: StreamEvent): event is StepTrigger | RunTrigger {
  return isStreamEvent(event) && Object.hasOwn(KIND_OF, event.type);
}
