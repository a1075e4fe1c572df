/**
 * Which deliveries a run owes, from the plan and the events as they are stored, and from nothing else: no code of the
 * product is asked. Written from the rules (S9, S10, D5, D11).
 */
import type { EventRow, PlanHook, PlanSnapshot, StoredError } from '@hookline/core/spi';

/** A hook and the event that owes it. */
export interface Owed {
  readonly id: string;
  readonly hook: PlanHook;
  readonly event: EventRow;
  /** Its hook has a filter, which only code can answer: it may be there or not. */
  readonly isOpen: boolean;
}

const KIND_OF: Readonly<Record<string, PlanHook['kind']>> = {
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

interface EventData {
  readonly reason?: string;
  readonly failureKind?: string;
  readonly wasRunning?: boolean;
  readonly error?: StoredError;
}

/** All that is owed by these events. */
export function owedBy(plan: PlanSnapshot, events: readonly EventRow[]): readonly Owed[] {
  const hasStarted = events.some(({ type }) => type === 'run.started');
  return events.flatMap((event) => {
    // A run that never began tells nothing of its steps, but that they were cancelled (D11).
    if (event.stepKey !== undefined && !hasStarted && event.type !== 'step.cancelled') return [];
    return hooksOf(plan, event).flatMap((hook) => {
      if (!reacts(hook, event)) return [];
      return [{ id: `${event.runId}/${event.seq}/${hook.name}`, hook, event, isOpen: hook.filtered }];
    });
  });
}

function hooksOf(plan: PlanSnapshot, { stepKey }: EventRow): readonly PlanHook[] {
  const indices = stepKey === undefined ? plan.runHooks : (stepOf(plan, stepKey)?.hooks ?? []);
  return indices.map((index) => plan.hooks[index] as PlanHook);
}

/** The step of a key, which may be one of a map: `item[k1]`. */
export function stepOf(plan: PlanSnapshot, stepKey: string) {
  return plan.steps.find(({ key }) => key === stepKey || key === stepKey.replace(/\[[^\]]*\]$/, ''));
}

function reacts(hook: PlanHook, event: EventRow): boolean {
  if (KIND_OF[event.type] !== hook.kind) return false;
  const data: EventData = event.data === '' ? {} : (JSON.parse(event.data) as EventData);
  switch (hook.kind) {
    case 'start':
      return event.attempt === 1;
    case 'skip':
      return hook.reasons.includes(data.reason as never);
    case 'cancel':
      return data.wasRunning === true || hook.includePending;
    case 'failure':
    case 'retry':
      return (!hook.kinds || hook.kinds.includes(data.failureKind as never)) && isOfClass(hook, data);
    case 'runFailure':
      return isOfClass(hook, data);
    default:
      return true;
  }
}

function isOfClass({ errors }: PlanHook, { error }: EventData): boolean {
  return !errors || errors.some((name) => error?.classes.includes(name));
}
