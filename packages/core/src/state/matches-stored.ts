import { matchesClass } from '../errors/class-chain';
import type { Trigger } from '../events/run-event';
import type { PlanHook } from '../plan/plan';
import { assertNever } from '../util/assert-never';

/**
 * Whether a hook of a stored plan reacts to an event of its kind, by what is data about it: `errors` go by the names of
 * classes, and a filter, which only code can answer, counts as yes (D5).
 */
export function matchesStored(hook: PlanHook, event: Trigger): boolean {
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
    case 'step.succeeded':
    case 'run.started':
    case 'run.succeeded':
    case 'run.cancelled':
      return true;
    default:
      return assertNever(event);
  }
}

function matchesErrors({ errors }: PlanHook, error: Error): boolean {
  return !errors || matchesClass(error, errors);
}
