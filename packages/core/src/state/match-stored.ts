import type { HookKind } from '../context/hook-info';
import { matchesClass } from '../errors/class-chain';
import type { Trigger } from '../events/run-event';
import type { PlanHook } from '../plan/plan';
import { assertNever } from '../util/assert-never';

/** The kind of hook that an event can fire. */
const KIND_OF: Readonly<Record<Trigger['type'], HookKind>> = {
  'step.started': 'start',
  'step.retrying': 'retry',
  'step.succeeded': 'success',
  'step.failed': 'failure',
  'step.skipped': 'skip',
  'step.notExecuted': 'skip',
  'step.cancelled': 'cancel',
  'run.started': 'runStart',
  'run.succeeded': 'runSuccess',
  'run.failed': 'runFailure',
  'run.cancelled': 'runCancel',
};

/**
 * Whether an event fires a hook, by what the plan knows of it, without its code: kind, `reasons`, `includePending`, `kinds`,
 * `errors` by the names of classes (D5, D10). `unknown`: it has a filter, which nobody can ask; it fires, with a
 * warning. Start hooks fire for attempt 1 alone, no hook for what a re-execution took over (attempt 0).
 */
export function matchesStored(hook: PlanHook, event: Trigger): boolean | 'unknown' {
  if (KIND_OF[event.type] !== hook.kind || !matchesEvent(hook, event)) return false;
  return hook.filtered ? 'unknown' : true;
}

function matchesEvent(hook: PlanHook, event: Trigger): boolean {
  switch (event.type) {
    case 'step.skipped':
    case 'step.notExecuted':
      return hook.reasons.includes(event.reason);
    case 'step.cancelled':
      return event.wasRunning || hook.includePending;
    case 'step.failed':
    case 'step.retrying':
      return (!hook.kinds || hook.kinds.includes(event.failureKind)) && matchesError(hook, event.error);
    case 'run.failed':
      return matchesError(hook, event.error);
    case 'step.started':
      return event.attempt === 1;
    case 'step.succeeded':
      return event.attempt > 0;
    case 'run.started':
    case 'run.succeeded':
    case 'run.cancelled':
      return true;
    default:
      return assertNever(event);
  }
}

function matchesError({ errors }: PlanHook, error: Error): boolean {
  return !errors || matchesClass(error, errors);
}
