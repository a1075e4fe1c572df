import type { HookKind } from '../context/hook-info';
import { matchesClass } from '../errors/class-chain';
import type { Trigger } from '../events/run-event';
import type { PlanHook } from '../plan/plan';

/** The kind of hooks that react to each trigger. */
const KINDS: Readonly<Record<Trigger['type'], HookKind>> = {
  'step.started': 'start',
  'step.succeeded': 'success',
  'step.failed': 'failure',
  'step.retrying': 'retry',
  'step.skipped': 'skip',
  'step.notExecuted': 'skip',
  'step.cancelled': 'cancel',
  'run.started': 'runStart',
  'run.succeeded': 'runSuccess',
  'run.failed': 'runFailure',
  'run.cancelled': 'runCancel',
};

/**
 * Whether a hook of a stored plan reacts to an event, by what is data about it: `errors` go by the names of classes, and
 * a filter, which only code can answer, counts as yes (D5).
 */
export function matchesStored(hook: PlanHook, event: Trigger): boolean {
  if (KINDS[event.type] !== hook.kind) return false;
  switch (event.type) {
    case 'step.skipped':
    case 'step.notExecuted':
      return hook.reasons.includes(event.reason);
    case 'step.cancelled':
      return event.wasRunning || hook.includePending;
    case 'step.failed':
    case 'step.retrying':
      return (!hook.kinds || hook.kinds.includes(event.failureKind)) && matchesErrors(hook, event.error);
    case 'run.failed':
      return matchesErrors(hook, event.error);
    case 'step.started':
      return event.attempt === 1;
    default:
      return true;
  }
}

function matchesErrors({ errors }: PlanHook, error: Error): boolean {
  return !errors || matchesClass(error, errors);
}
