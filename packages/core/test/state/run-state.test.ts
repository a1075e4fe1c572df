import type { StreamEvent } from '../../src/events/run-event';
import { reduceRun } from '../../src/state/reduce-run';
import { initialRunState, stepsOf } from '../../src/state/run-state';

const outline = { runId: 'r', jobName: 'job' };

function play(state: ReturnType<typeof initialRunState>, bodies: readonly object[]) {
  for (const body of bodies) reduceRun(state, { runId: 'r', seq: state.lastSeq + 1, at: 1, ...body } as StreamEvent);
  return state;
}

const dynamicRun = (keys: readonly string[]) => [
  { type: 'run.created', jobName: 'job' },
  { type: 'run.started' },
  { type: 'step.started', stepKey: 'd', attempt: 1 },
  { type: 'step.output', stepKey: 'd', attempt: 1, output: 'result', keys },
  { type: 'step.succeeded', stepKey: 'd', attempt: 1, duration: 1 },
];

describe('initialRunState', () => {
  it('has all steps of the plan pending and nothing else', () => {
    const state = initialRunState({ ...outline, steps: [{ key: 'a' }, { key: 'b' }] });
    expect(state).toMatchObject({ ...outline, status: 'queued', failedSteps: [], lastSeq: 0 });
    expect(Object.entries(stepsOf(state)).map(([key, { status }]) => [key, status])).toEqual([
      ['a', 'pending'],
      ['b', 'pending'],
    ]);
  });

  it('has no steps where no plan is known', () => {
    expect(initialRunState(outline).steps.size).toBe(0);
  });
});

describe('stepsOf', () => {
  const steps = [{ key: 'd' }, { key: 'load', scope: 0 }, { key: 'send', scope: 0 }, { key: 'end' }];

  it('has the mapped steps in the place of the plain ones once the keys are known', () => {
    const state = initialRunState({ ...outline, steps });
    expect(Object.keys(stepsOf(state))).toEqual(['d', 'load', 'send', 'end']);
    play(state, dynamicRun(['x', 'y']));
    expect(Object.keys(stepsOf(state))).toEqual(['d', 'load[x]', 'load[y]', 'send[x]', 'send[y]', 'end']);
    play(state, [{ type: 'step.started', stepKey: 'send[x]', attempt: 1 }]);
    expect(stepsOf(state)['send[x]']?.status).toBe('running');
    expect(stepsOf(state)['send[y]']?.status).toBe('pending');
  });

  it('has no mapped steps where there are no keys', () => {
    const state = play(initialRunState({ ...outline, steps }), dynamicRun([]));
    expect(Object.keys(stepsOf(state))).toEqual(['d', 'end']);
  });

  it('takes the keys of the last attempt', () => {
    const failure = { stepKey: 'd', attempt: 1, error: new Error('late'), failureKind: 'io', delay: 0 };
    const state = play(initialRunState({ ...outline, steps }), [
      ...dynamicRun(['x']).slice(0, 4),
      { type: 'step.retrying', ...failure },
      { type: 'step.started', stepKey: 'd', attempt: 2 },
      { type: 'step.output', stepKey: 'd', attempt: 2, output: 'result', keys: ['z'] },
      { type: 'step.succeeded', stepKey: 'd', attempt: 2, duration: 1 },
    ]);
    expect(Object.keys(stepsOf(state))).toEqual(['d', 'load[z]', 'send[z]', 'end']);
  });

  it('holds a step of any name as its own', () => {
    const state = initialRunState({ ...outline, steps: [{ key: '__proto__' }] });
    expect(Object.keys(stepsOf(state))).toEqual(['__proto__']);
    expect(stepsOf(state)['constructor']).toBeUndefined();
  });

  it('is a copy', () => {
    const state = initialRunState({ ...outline, steps: [{ key: 'd' }] });
    const before = stepsOf(state);
    play(state, dynamicRun([]));
    expect(before['d']?.status).toBe('pending');
  });
});
