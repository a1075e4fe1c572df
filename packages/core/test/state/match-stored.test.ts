import type { HookKind } from '../../src/context/hook-info';
import { RestoredError } from '../../src/errors/restored-error';
import type { Trigger } from '../../src/events/run-event';
import { toPlanHook } from '../../src/plan/hook-table';
import type { PlanHook } from '../../src/plan/plan';
import { matchesStored } from '../../src/state/match-stored';
import { buildHook } from '../plan/build-job';

const hookOf = (kind: HookKind, options: Partial<PlanHook> = {}): PlanHook => ({
  ...toPlanHook(buildHook('h', kind)),
  ...options,
});
const run = { runId: 'r', seq: 1, at: 0 };
const step = { ...run, stepKey: 'a', attempt: 1 };
class HttpError extends Error {}
const error = new HttpError('boom');

const EVENTS = {
  started: { ...step, type: 'step.started' },
  startedAgain: { ...step, type: 'step.started', attempt: 2 },
  retrying: { ...step, type: 'step.retrying', error, failureKind: 'timeout', delay: 0 },
  succeeded: { ...step, type: 'step.succeeded', duration: 1 },
  takenOver: { ...step, type: 'step.succeeded', duration: 0, attempt: 0 },
  failed: { ...step, type: 'step.failed', error, failureKind: 'exception' },
  absent: { ...step, type: 'step.skipped', reason: 'absent' },
  upstream: { ...step, type: 'step.notExecuted', reason: 'upstream' },
  cancelled: { ...step, type: 'step.cancelled', wasRunning: true },
  cancelledPending: { ...step, type: 'step.cancelled', wasRunning: false },
  runStarted: { ...run, type: 'run.started' },
  runSucceeded: { ...run, type: 'run.succeeded' },
  runFailed: { ...run, type: 'run.failed', error },
  runCancelled: { ...run, type: 'run.cancelled', error },
} as const satisfies Readonly<Record<string, Trigger>>;

const firing = (hook: PlanHook) =>
  Object.entries(EVENTS).flatMap(([name, event]) => (matchesStored(hook, event) === false ? [] : [name]));

describe('matchesStored', () => {
  it.each<[HookKind, readonly string[]]>([
    ['start', ['started']],
    ['retry', ['retrying']],
    ['success', ['succeeded']],
    ['failure', ['failed']],
    ['skip', ['absent']],
    ['cancel', ['cancelled']],
    ['runStart', ['runStarted']],
    ['runSuccess', ['runSucceeded']],
    ['runFailure', ['runFailed']],
    ['runCancel', ['runCancelled']],
    ['deadLetter', []],
  ])('tells which events fire a %s hook', (kind, events) => {
    expect(firing(hookOf(kind))).toEqual(events);
  });

  it('asks for reasons and for steps that did not run', () => {
    expect(firing(hookOf('skip', { reasons: ['upstream', 'absent'] }))).toEqual(['absent', 'upstream']);
    expect(firing(hookOf('cancel', { includePending: true }))).toEqual(['cancelled', 'cancelledPending']);
  });

  it('asks for kinds of failures, and for classes of live and restored errors by name', () => {
    const restored = new RestoredError({ name: 'E', classes: ['HttpError', 'Error'], message: 'm', stack: 's' });
    for (const thrown of [error, restored]) {
      const failed: Trigger = { ...EVENTS.failed, error: thrown };
      const ofRun: Trigger = { ...EVENTS.runFailed, error: thrown };
      expect(matchesStored(hookOf('failure', { errors: ['TypeError', 'HttpError'] }), failed)).toBe(true);
      expect(matchesStored(hookOf('failure', { errors: ['TypeError'] }), failed)).toBe(false);
      expect(matchesStored(hookOf('failure', { kinds: ['timeout'] }), failed)).toBe(false);
      expect(matchesStored(hookOf('failure', { kinds: ['exception'], errors: ['Error'] }), failed)).toBe(true);
      expect(matchesStored(hookOf('runFailure', { errors: ['HttpError'] }), ofRun)).toBe(true);
      expect(matchesStored(hookOf('runFailure', { errors: ['TypeError'] }), ofRun)).toBe(false);
    }
  });

  it('does not know what a filter says, but for what the rest refuses', () => {
    const hook = hookOf('failure', { filtered: true, kinds: ['exception'] });
    expect(matchesStored(hook, EVENTS.failed)).toBe('unknown');
    expect(matchesStored(hook, { ...EVENTS.failed, failureKind: 'io' })).toBe(false);
    expect(matchesStored(hook, EVENTS.succeeded)).toBe(false);
  });
});
