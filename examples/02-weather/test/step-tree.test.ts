import type { RunEvent } from 'hookline';
import pc from 'picocolors';
import { stepTree } from '../src/step-tree';

const plain = pc.createColors(false);
const RUN = { runId: 'r1' } as const;
const delivery = { ...RUN, deliveryId: 'r1/1/h', deliveryAttempt: 1 } as const;

/** Numbers events as a run does; `at` is 1000 ms plus what is given. */
function eventsOf(...events: readonly ({ readonly at: number } & Record<string, unknown>)[]): RunEvent[] {
  return events.map(
    (event, index) => ({ ...RUN, seq: index + 1, ...event, at: 1_000 + event.at }) as unknown as RunEvent,
  );
}

const created = { type: 'run.created', at: 0, jobName: 'weatherReport' };
const step = (type: string, stepKey: string, more: { readonly at: number } & Record<string, unknown>) => ({
  type: `step.${type}`,
  stepKey,
  attempt: 1,
  ...more,
});

describe('stepTree', () => {
  it('shows steps with outcome, duration and metadata', () => {
    const events = eventsOf(
      created,
      step('started', 'load', { at: 10 }),
      step('succeeded', 'load', { at: 22, duration: 12, metadata: { rows: 1461 } }),
      step('started', 'years', { at: 22 }),
      step('output', 'years', { at: 22, output: 'result', keys: ['2012', '2013'] }),
      step('succeeded', 'years', { at: 22, duration: 0 }),
      { type: 'run.succeeded', at: 1_500 },
    );
    expect(stepTree(events, plain)).toEqual([
      '✓ weatherReport success in 1.5 s',
      '  ✓ load     12 ms  rows 1461',
      '  ✓ years     0 ms  2012, 2013',
    ]);
  });

  it('gathers mapped steps under their op, and the steps of a graph under the graph', () => {
    const events = eventsOf(
      created,
      step('started', 'statistics[2012]', { at: 0 }),
      step('started', 'statistics[2013]', { at: 0 }),
      step('started', 'publish.write', { at: 0 }),
      step('succeeded', 'statistics[2013]', { at: 5, duration: 5 }),
    );
    expect(stepTree(events, plain)).toEqual([
      '… weatherReport running',
      '  ┬ statistics           2 steps',
      '    … [2012]',
      '    ✓ [2013]       5 ms',
      '  ┬ publish              1 step',
      '    … write',
    ]);
  });

  it('counts attempts, and says why a step failed, in one line', () => {
    const error = new Error('2015 lacks 9 days\nand more');
    const events = eventsOf(
      created,
      step('started', 'a', { at: 0 }),
      step('retrying', 'a', { at: 5, error, failureKind: 'exception', delay: 100 }),
      step('started', 'a', { at: 105, attempt: 2 }),
    );
    expect(stepTree(events, plain)[1]).toBe('  … a           2 attempts');
    const failed = eventsOf(step('failed', 'a', { at: 110, attempt: 2, error, failureKind: 'exception' }), {
      type: 'run.failed',
      at: 111,
      error,
    });
    expect(stepTree([...events, ...failed], plain)).toEqual([
      '✗ weatherReport failure in 111 ms',
      '  ✗ a   110 ms  2 attempts: 2015 lacks 9 days',
    ]);
  });

  it('says why a step did not run', () => {
    const events = eventsOf(
      created,
      step('skipped', 'a', { at: 1, reason: 'absent' }),
      step('notExecuted', 'b', { at: 1, reason: 'upstream' }),
      step('notExecuted', 'c', { at: 1, reason: 'run' }),
      step('cancelled', 'd', { at: 1, wasRunning: false }),
    );
    expect(stepTree(events, plain).slice(1)).toEqual([
      '  ○ a           skipped: its input is absent',
      '  ○ b           not executed: a step before it did not succeed',
      '  ○ c           not executed: the run ended',
      '  ■ d',
    ]);
  });

  it('shows op hooks under their step and run hooks under the run', () => {
    const events = eventsOf(
      created,
      step('started', 'a', { at: 0 }),
      { ...delivery, type: 'hook.completed', hookName: 'logRetry', stepKey: 'a', at: 1, duration: 1 },
      { ...delivery, type: 'hook.completed', hookName: 'logRetry', stepKey: 'a', at: 2, duration: 1 },
      {
        ...delivery,
        type: 'hook.failed',
        hookName: 'onFailure',
        stepKey: 'a',
        at: 3,
        error: new Error('no'),
        willRetry: false,
      },
      { ...delivery, type: 'hook.suppressed', hookName: 'onRun', at: 3, reason: 'disabled' },
    );
    expect(stepTree(events, plain)).toEqual([
      '… weatherReport running',
      '  … a',
      '    → logRetry            2 times',
      '    → onFailure           failed: no',
      '  → onRun                 held back: disabled',
    ]);
  });

  it('forgets the failure of a hook that succeeded in the end', () => {
    const events = eventsOf(
      { ...delivery, type: 'hook.failed', hookName: 'onRun', at: 3, error: new Error('no'), willRetry: true },
      { ...delivery, type: 'hook.completed', hookName: 'onRun', at: 4, duration: 1 },
    );
    expect(stepTree(events, plain)[1]).toBe('  → onRun');
  });

  it('paints what is aligned already', () => {
    const events = eventsOf(created, step('started', 'a', { at: 0 }), step('succeeded', 'a', { at: 1, duration: 1 }));
    expect(stepTree(events, pc.createColors(true))[1]).toContain('\u001b[32m✓\u001b[39m a');
  });
});
