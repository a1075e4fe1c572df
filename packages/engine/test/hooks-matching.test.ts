import { inspect } from 'node:util';
import type { HookDefinition } from '@hookline/core/spi';
import { createHookContext } from '../src/hooks/hook-context';
import type { HookMoment } from '../src/hooks/hook-moment';
import { matchHook } from '../src/hooks/match-hook';

const FACTS = { jobName: 'job', runId: 'r', runTags: {}, redact: (text: string) => text };
const error = new RangeError('boom');

function hookOf(fields: Partial<HookDefinition> = {}): HookDefinition {
  const none = { requiredResourceKeys: [], timeout: 60_000, blocking: false, includePending: false };
  const fn = () => undefined;
  return { name: 'hook', kind: 'failure', reasons: ['absent'], ...none, run: fn, fn, ...fields };
}

/** A moment with this event; what a context reads beside it. */
function momentOf(event: object): HookMoment {
  const isStep = 'attempt' in event;
  const ofStep = { stepKey: 'a', step: { name: 'a', op: 'a', tags: {} }, inputs: [], outputs: {}, metadata: {} };
  const ofRun = { status: 'failure', steps: {}, failedSteps: [] };
  const head = { level: isStep ? 'step' : 'run', seq: 3, startedAt: 5 };
  return { ...head, event: { at: 7, ...event }, ...(isStep ? ofStep : ofRun) } as unknown as HookMoment;
}

const EVENTS = {
  started: { type: 'step.started', attempt: 1 },
  startedAgain: { type: 'step.started', attempt: 2 },
  retrying: { type: 'step.retrying', attempt: 1, error, failureKind: 'timeout', delay: 9 },
  succeeded: { type: 'step.succeeded', attempt: 1 },
  failed: { type: 'step.failed', attempt: 1, error, failureKind: 'io' },
  skipped: { type: 'step.skipped', attempt: 0, reason: 'absent' },
  notExecuted: { type: 'step.notExecuted', attempt: 0, reason: 'upstream' },
  cancelled: { type: 'step.cancelled', attempt: 1, wasRunning: true },
  cancelledPending: { type: 'step.cancelled', attempt: 0, wasRunning: false },
  runStarted: { type: 'run.started' },
  runSucceeded: { type: 'run.succeeded' },
  runFailed: { type: 'run.failed', error },
  runCancelled: { type: 'run.cancelled', error },
} as const;
type Name = keyof typeof EVENTS;

const fires = (hook: HookDefinition, name: Name) => matchHook(hook, momentOf(EVENTS[name]), FACTS).fires;
const firing = (hook: HookDefinition) => (Object.keys(EVENTS) as Name[]).filter((name) => fires(hook, name));

describe('matchHook', () => {
  const always: readonly Name[] = ['started', 'succeeded', 'runStarted', 'runSucceeded', 'runCancelled'];

  it.each<readonly [string, Partial<HookDefinition>, readonly Name[]]>([
    ['says nothing', {}, ['retrying', 'failed', 'skipped', 'cancelled', 'runFailed']],
    [
      'asks for reasons',
      { reasons: ['upstream', 'run'] },
      ['retrying', 'failed', 'notExecuted', 'cancelled', 'runFailed'],
    ],
    [
      'includes pending steps',
      { includePending: true },
      ['retrying', 'failed', 'skipped', 'cancelled', 'cancelledPending', 'runFailed'],
    ],
    ['asks for a kind', { kinds: ['io'] }, ['failed', 'skipped', 'cancelled', 'runFailed']],
    [
      'asks for errors',
      { errors: [TypeError, RangeError] },
      ['retrying', 'failed', 'skipped', 'cancelled', 'runFailed'],
    ],
    ['asks for other errors', { errors: [TypeError] }, ['skipped', 'cancelled']],
    ['asks for no error', { errors: [] }, ['skipped', 'cancelled']],
  ])('lets a hook that %s fire', (_, fields, names) => {
    const expected = [...always, ...names].sort();
    expect(firing(hookOf(fields)).sort()).toEqual(expected);
    expect(firing(hookOf({ ...fields, filter: () => true })).sort()).toEqual(expected);
    expect(firing(hookOf({ ...fields, filter: () => false }))).toEqual([]);
  });

  it('asks no filter where the options say no', () => {
    const filter = jest.fn(() => true);
    expect(fires(hookOf({ errors: [], filter }), 'failed')).toBe(false);
    expect(filter).not.toHaveBeenCalled();
  });

  it('asks a filter with a context that does nothing', () => {
    const filter = (context: object) => {
      const { log, signal } = context as { log: Console; signal: AbortSignal };
      log.info('a line');
      return !signal.aborted;
    };
    expect(fires(hookOf({ kind: 'success', filter }), 'succeeded')).toBe(true);
  });

  it('lets a hook fire whose errors or filter cannot answer, and says so', () => {
    class Odd {
      static [Symbol.hasInstance](): boolean {
        throw 'odd' as unknown;
      }
    }
    const failed = momentOf(EVENTS.failed);
    const odd = matchHook(hookOf({ errors: [Odd as never] }), failed, FACTS);
    expect(odd.fires).toBe(true);
    expect(odd.warning).toMatch(
      /^The errors of hook 'hook' cannot be asked, so the hook fires: The errors of hook 'hook' threw the string 'odd'/,
    );
    const filter = () => {
      throw 'mine' as unknown;
    };
    const own = matchHook(hookOf({ filter }), failed, FACTS);
    expect(own.fires).toBe(true);
    expect(own.warning).toMatch(
      /^The filter of hook 'hook' threw, so the hook fires: The filter of hook 'hook' threw the string 'mine'/,
    );
  });

  it('refuses an event that no hook knows', () => {
    const refused = matchHook(hookOf(), momentOf({ type: 'run.unheardOf' }), FACTS);
    expect(refused.warning).toContain('cannot be asked');
  });
});

describe('createHookContext', () => {
  const contextOf = (name: Name, hook = hookOf()) => {
    const call = {
      facts: FACTS,
      hook,
      resources: {},
      log: console,
      signal: new AbortController().signal,
      delivery: undefined,
    };
    return createHookContext({ ...call, moment: momentOf(EVENTS[name]) }) as Record<string, unknown>;
  };
  const ofStep = (name: Name) => {
    const { opException, failureKind, delay, skipReason, wasRunning } = contextOf(name);
    return { opException, failureKind, delay, skipReason, wasRunning };
  };

  it('tells of a step what its event tells, and nothing else', () => {
    expect(ofStep('retrying')).toEqual({ opException: error, failureKind: 'timeout', delay: 9 });
    expect(ofStep('failed')).toEqual({ opException: error, failureKind: 'io' });
    expect(ofStep('skipped')).toEqual({ skipReason: 'absent' });
    expect(ofStep('notExecuted')).toEqual({ skipReason: 'upstream' });
    expect(ofStep('cancelled')).toEqual({ wasRunning: true });
    expect(ofStep('cancelledPending')).toEqual({ wasRunning: false });
    expect(ofStep('succeeded')).toEqual({});
    expect(ofStep('started')).toEqual({});
  });

  it('tells of a run why it failed or was cancelled', () => {
    expect(contextOf('runFailed')['error']).toBe(error);
    expect(contextOf('runCancelled')['error']).toBe(error);
    expect(contextOf('runSucceeded')['error']).toBeUndefined();
  });

  it('describes the hook, with a description where it has one', () => {
    const bare = { name: 'hook', kind: 'failure', requiredResourceKeys: [] };
    expect(contextOf('failed')['hookDef']).toStrictEqual(bare);
    const described = contextOf('failed', hookOf({ description: 'Tells.' }));
    expect(described['hookDef']).toStrictEqual({ ...bare, description: 'Tells.' });
  });

  it('can be printed', () => {
    expect(inspect(contextOf('failed'))).toContain("jobName: 'job'");
  });
});
