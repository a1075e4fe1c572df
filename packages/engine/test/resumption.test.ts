import { defineJob, defineResource, Job, Op, retryPolicy, type Wired } from '@hookline/core';
import { foldRun, isStreamEvent, type JobDefinition, type StreamEvent, stepsOf } from '@hookline/core/spi';
import { createRunner, memorySink, type RestoredStep, systemClock } from '../src/index';

let opens = true;
const calls: string[] = [];

const dbResource = defineResource({
  create: () => {
    if (!opens) throw new Error('no database');
    return { open: true };
  },
});

class Ops {
  @Op() first(): number {
    calls.push('first');
    return 1;
  }
  @Op({ requiredResourceKeys: ['db'] }) second(n: number): number {
    calls.push(`second ${n}`);
    return n + 1;
  }
  @Op() third(n: number): number {
    calls.push(`third ${n}`);
    return n + 1;
  }
  @Job({ resources: { db: dbResource }, retryPolicy: retryPolicy({ maxRetries: 1 }) }) job(this: Wired<Ops>) {
    this.third(this.second(this.first()));
  }
}

const job: JobDefinition = defineJob(Ops, 'job');

const ignore = () => undefined;
const runner = createRunner({
  clock: systemClock,
  sink: memorySink,
  storeGrace: 30_000,
  random: () => 0.5,
  newRunId: () => 'run1',
  env: ignore,
  consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
});

const head = (seq: number) => ({ runId: 'run1', seq, at: seq });
/** Its process died while the second step ran. */
const EVENTS: readonly StreamEvent[] = [
  { type: 'run.created', ...head(1), jobName: 'job' },
  { type: 'run.started', ...head(2) },
  { type: 'step.started', ...head(3), stepKey: 'first', attempt: 1 },
  { type: 'step.output', ...head(4), stepKey: 'first', attempt: 1, output: 'result' },
  { type: 'step.succeeded', ...head(5), stepKey: 'first', attempt: 1, duration: 1 },
  { type: 'step.started', ...head(6), stepKey: 'second', attempt: 1 },
];

const NOTHING = { value: undefined, outputs: undefined, captured: undefined, retryAt: undefined };
const STEPS: ReadonlyMap<string, RestoredStep> = new Map([
  [
    'first',
    { ...NOTHING, ending: 'success', attempts: 1, startedAt: 3, value: 1, error: undefined, failureKind: undefined },
  ],
  ['second', { ...NOTHING, ending: undefined, attempts: 1, startedAt: 6, error: undefined, failureKind: undefined }],
]);

async function goOn(signal?: AbortSignal) {
  const prepared = await runner.prepare(job, { runId: 'run1', raiseOnError: false, ...(signal && { signal }) });
  const restoration = {
    steps: STEPS,
    blocking: new Map(),
    crashOf: () => new Error('its process died'),
    firstFailure: undefined,
  };
  const adopted = { events: EVENTS, epoch: 2, reason: 'its process died', startedAt: 2, inherited: [], restoration };
  const { events } = await runner.run(prepared, adopted);
  return foldRun(events.filter(isStreamEvent), prepared.plan.snapshot.steps);
}

beforeEach(() => {
  opens = true;
  calls.length = 0;
});

describe('a run that goes on elsewhere', () => {
  it('runs what is left, from what was stored', async () => {
    const state = await goOn();
    expect(calls).toEqual(['second 1', 'third 2']);
    expect(state.status).toBe('success');
    expect(stepsOf(state)['second']).toMatchObject({ status: 'success', attempts: 2, startedAt: 6 });
  });

  it('ends what had not ended, and nothing again, where a resource does not open any more', async () => {
    opens = false;
    const state = await goOn();
    expect(calls).toEqual([]);
    expect(state.error?.message).toBe('no database');
    const { first, second, third } = stepsOf(state);
    expect([first?.status, second?.status, third?.status]).toEqual(['success', 'failure', 'notExecuted']);
    expect(second).toMatchObject({ failureKind: 'crash', attempts: 1 });
  });

  it('cancels what had not ended, and nothing again, where it is cancelled before it goes on', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stop'));
    const state = await goOn(controller.signal);
    expect(calls).toEqual([]);
    const { first, second, third } = stepsOf(state);
    expect(state.status).toBe('cancelled');
    expect([first?.status, second?.status, third?.status]).toEqual(['success', 'cancelled', 'cancelled']);
  });
});
