import { InvariantError } from '../../src/errors/definition-errors';
import type { StreamEvent } from '../../src/events/run-event';
import { foldRun, reduceRun } from '../../src/state/reduce-run';
import { initialRunState, stepsOf } from '../../src/state/run-state';

const error = new Error('boom');

/** Short for the body of an event; head and numbers are added by `eventsOf`. */
const BODIES = {
  created: { type: 'run.created', jobName: 'job' },
  queued: { type: 'run.queued' },
  runStarted: { type: 'run.started' },
  recovered: { type: 'run.recovered', reason: 'process p died' },
  runSucceeded: { type: 'run.succeeded' },
  runFailed: { type: 'run.failed', error },
  runCancelled: { type: 'run.cancelled', error },
  started: { type: 'step.started', stepKey: 'a', attempt: 1 },
  started2: { type: 'step.started', stepKey: 'a', attempt: 2 },
  output: { type: 'step.output', stepKey: 'a', attempt: 1, output: 'result' },
  inheritedOutput: { type: 'step.output', stepKey: 'a', attempt: 0, output: 'result', keys: ['x'] },
  inherited: { type: 'step.succeeded', stepKey: 'a', attempt: 0, duration: 0 },
  progress: { type: 'step.progress', stepKey: 'a', attempt: 1, done: 1, total: 2 },
  retrying: { type: 'step.retrying', stepKey: 'a', attempt: 1, error, failureKind: 'timeout', delay: 5 },
  succeeded: { type: 'step.succeeded', stepKey: 'a', attempt: 1, duration: 1 },
  failed: { type: 'step.failed', stepKey: 'a', attempt: 1, error, failureKind: 'exception' },
  skipped: { type: 'step.skipped', stepKey: 'a', attempt: 0, reason: 'absent' },
  notExecuted: { type: 'step.notExecuted', stepKey: 'a', attempt: 0, reason: 'run' },
  cancelled: { type: 'step.cancelled', stepKey: 'a', attempt: 0, wasRunning: false },
  cancelledRunning: { type: 'step.cancelled', stepKey: 'a', attempt: 1, wasRunning: true },
  cancelledRetrying: { type: 'step.cancelled', stepKey: 'a', attempt: 1, wasRunning: false },
  log: { type: 'log', level: 'info', message: 'hello' },
  opened: { type: 'resource.opened', key: 'db' },
  closed: { type: 'resource.closed', key: 'db' },
  resourceFailed: { type: 'resource.failed', key: 'db', phase: 'close', error },
} as const;
type Body = keyof typeof BODIES;

/** Events with `seq` 1, 2, … at 100, 200, … ms. */
function eventsOf(bodies: readonly Body[]): readonly StreamEvent[] {
  return bodies.map((body, index) => ({ runId: 'r', seq: index + 1, at: (index + 1) * 100, ...BODIES[body] }));
}

const ALWAYS: readonly Body[] = ['progress', 'log', 'opened', 'closed', 'resourceFailed'];
/** What may come at any time of a run that is under way. */
const ENDS: readonly Body[] = ['recovered', 'runSucceeded', 'runFailed', 'runCancelled'];
const RUNNING: readonly Body[] = ['created', 'runStarted', 'started'];

describe('reduceRun', () => {
  it('tells of a run that succeeds', () => {
    const state = foldRun(
      eventsOf(['created', 'queued', 'runStarted', 'started', 'output', 'succeeded', 'runSucceeded', 'closed']),
    );
    expect(state).toMatchObject({
      runId: 'r',
      jobName: 'job',
      status: 'success',
      startedAt: 300,
      endedAt: 700,
      lastSeq: 8,
    });
    expect(state.error).toBeUndefined();
    expect(stepsOf(state)).toEqual({ a: { status: 'success', attempts: 1, startedAt: 400, endedAt: 600 } });
  });

  it('tells of a retry and a failure with the very errors', () => {
    const waiting = foldRun(eventsOf([...RUNNING, 'retrying']));
    expect(stepsOf(waiting)['a']).toEqual({
      status: 'retrying',
      attempts: 1,
      startedAt: 300,
      endedAt: undefined,
      error,
      failureKind: 'timeout',
    });
    const again = reduceRun(waiting, { ...eventsOf(['started2'])[0], seq: 5, at: 900 } as StreamEvent);
    expect(stepsOf(again)['a']).toEqual({ status: 'running', attempts: 2, startedAt: 300, endedAt: undefined });
    const failed = foldRun(eventsOf([...RUNNING, 'failed', 'runFailed']));
    expect(failed.error).toBe(error);
    expect(failed.failedSteps).toEqual([{ stepKey: 'a', error }]);
    expect(failed.failedSteps[0]?.error).toBe(error);
    expect(stepsOf(failed)['a']).toMatchObject({ status: 'failure', failureKind: 'exception', endedAt: 400 });
  });

  it('tells of a run that failed or was cancelled, and of its steps', () => {
    const failed = foldRun(eventsOf(['created', 'runFailed']));
    expect([failed.status, failed.error, failed.endedAt]).toEqual(['failure', error, 200]);
    const cancelled = foldRun(eventsOf([...RUNNING, 'cancelledRunning', 'runCancelled']));
    expect([cancelled.status, cancelled.error, cancelled.endedAt]).toEqual(['cancelled', error, 500]);
    expect(stepsOf(cancelled)['a']).toEqual({ status: 'cancelled', attempts: 1, startedAt: 300, endedAt: 400 });
  });

  it('tells of a step that was taken over from an earlier run', () => {
    const outline = [{ key: 'a' }, { key: 'b', scope: 0 }];
    const state = foldRun(eventsOf(['created', 'runStarted', 'inheritedOutput', 'inherited']), outline);
    expect(stepsOf(state)).toEqual({
      a: { status: 'success', attempts: 0, startedAt: 400, endedAt: 400 },
      'b[x]': { status: 'pending', attempts: 0, startedAt: undefined, endedAt: undefined },
    });
  });

  it('tells nothing new of a run with which another process goes on', () => {
    const bodies = ['created', 'runStarted', 'started', 'output'] as const;
    const { lastSeq, ...before } = foldRun(eventsOf(bodies));
    expect(foldRun(eventsOf([...bodies, 'recovered']))).toEqual({ ...before, lastSeq: lastSeq + 1 });
  });

  it('tells why a step did not run', () => {
    expect(stepsOf(foldRun(eventsOf(['created', 'runStarted', 'skipped'])))['a']).toEqual({
      status: 'skipped',
      attempts: 0,
      startedAt: undefined,
      endedAt: 300,
      skipReason: 'absent',
    });
    expect(stepsOf(foldRun(eventsOf(['created', 'notExecuted', 'runFailed'])))['a']).toMatchObject({
      skipReason: 'run',
    });
  });

  it.each<{ after: readonly Body[]; can: readonly Body[] }>([
    { after: [], can: ['created'] },
    {
      after: ['created'],
      can: [
        'queued',
        'recovered',
        'runStarted',
        'runFailed',
        'runCancelled',
        'skipped',
        'notExecuted',
        'cancelled',
        ...ALWAYS,
      ],
    },
    {
      after: ['created', 'runStarted'],
      can: ['started', 'inheritedOutput', 'inherited', 'skipped', 'notExecuted', 'cancelled', ...ENDS, ...ALWAYS],
    },
    {
      after: ['created', 'runStarted', 'inheritedOutput'],
      can: ['started', 'inheritedOutput', 'inherited', 'skipped', 'notExecuted', 'cancelled', ...ENDS, ...ALWAYS],
    },
    {
      after: RUNNING,
      can: ['output', 'retrying', 'succeeded', 'failed', 'cancelledRunning', ...ENDS, ...ALWAYS],
    },
    {
      after: [...RUNNING, 'retrying'],
      can: [...ENDS, 'started2', 'failed', 'cancelledRetrying', ...ALWAYS],
    },
    { after: [...RUNNING, 'succeeded'], can: [...ENDS, ...ALWAYS] },
    { after: ['created', 'runStarted', 'inherited'], can: [...ENDS, ...ALWAYS] },
    { after: [...RUNNING, 'failed'], can: [...ENDS, ...ALWAYS] },
    { after: [...RUNNING, 'cancelledRunning'], can: [...ENDS, ...ALWAYS] },
    ...(['skipped', 'notExecuted', 'cancelled'] as const).map((ending) => ({
      after: ['created', 'runStarted', ending] as const,
      can: [...ENDS, ...ALWAYS] as const,
    })),
    { after: ['created', 'runStarted', 'runSucceeded'], can: ALWAYS },
    { after: ['created', 'runFailed'], can: ALWAYS },
    { after: ['created', 'runCancelled'], can: ALWAYS },
  ])('takes after $after only what can follow', ({ after, can }) => {
    const fold = () => {
      const state = initialRunState({ runId: 'r', jobName: 'job' });
      for (const event of eventsOf(after)) reduceRun(state, event);
      return state;
    };
    const taken = (Object.keys(BODIES) as Body[]).filter((body) => {
      const state = fold();
      try {
        reduceRun(state, eventsOf([...after, body]).at(-1) as StreamEvent);
        return true;
      } catch (refusal) {
        expect(refusal).toBeInstanceOf(InvariantError);
        expect(state).toEqual(fold());
        return false;
      }
    });
    expect(taken.sort()).toEqual([...can].sort());
  });

  it('says which event does not fit what', () => {
    expect(() => foldRun(eventsOf([...RUNNING, 'started']))).toThrow(
      "Event 4 of run 'r' is 'step.started' of attempt 1 of step 'a', but the step is 'running' after 1 attempts.",
    );
    expect(() => foldRun(eventsOf(['created', 'runSucceeded']))).toThrow(
      "Event 2 of run 'r' is 'run.succeeded', but the run is 'queued'.",
    );
  });

  it('refuses a gap, a repetition, and an event of another run', () => {
    const [created, , started] = eventsOf(['created', 'queued', 'runStarted']) as [
      StreamEvent,
      StreamEvent,
      StreamEvent,
    ];
    expect(() => foldRun([created, started])).toThrow(
      "Event 3 of run 'r' follows event 1 of run 'r', which is out of order.",
    );
    expect(() => foldRun([created, created])).toThrow(InvariantError);
    expect(() => foldRun([created, { ...started, seq: 2, runId: 'other' }])).toThrow(InvariantError);
  });

  it('refuses an attempt number that was left out', () => {
    expect(() => foldRun(eventsOf(['created', 'runStarted', 'started2']))).toThrow(InvariantError);
  });
});

describe('foldRun', () => {
  it('refuses no events and a run without its first', () => {
    expect(() => foldRun([])).toThrow('There are no events');
    expect(() => foldRun(eventsOf(['runStarted']))).toThrow("The first event of a run is 'run.started'.");
  });
});
