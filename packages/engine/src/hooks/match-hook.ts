import { types } from 'node:util';
import { isError } from '@hookline/core';
import { assertNever, type HookDefinition } from '@hookline/core/spi';
import { onRejection } from '../on-rejection';
import { createFilterView } from '../resources/resource-view';
import { createLogger } from '../run/create-logger';
import { messageOf, toError } from '../thrown-error';
import { createHookContext, type RunFacts } from './hook-context';
import type { HookMoment } from './hook-moment';

/** How a hook stands to a trigger: it fires, or leaves no trace. `warning` tells of a filter that could not answer. */
export interface Match {
  readonly fires: boolean;
  readonly warning?: string;
}

/** A filter only answers; what it has to say belongs into the hook. */
const SILENCE = createLogger(() => undefined);
const NEVER_ABORTED = new AbortController().signal;
const FIRES: Match = { fires: true };
const SILENT: Match = { fires: false };

/**
 * Whether a hook of the right kind reacts to this moment: `reasons`, `includePending`, `kinds`, `errors`, `filter`.
 * Asked once, at the trigger; a filter that throws or gives a promise counts as yes (D5).
 */
export function matchHook(hook: HookDefinition, moment: HookMoment, facts: RunFacts): Match {
  // Every event of these kinds matches; not even the event has to be made.
  if (!hook.filter && (hook.kind === 'success' || hook.kind === 'start')) return FIRES;
  try {
    if (!matchesEvent(hook, moment)) return SILENT;
  } catch (thrown) {
    // A class can decide by code of the user what its instances are.
    const message = messageOf(toError(thrown, `The errors of hook '${hook.name}'`));
    return { fires: true, warning: `The errors of hook '${hook.name}' cannot be asked, so the hook fires: ${message}` };
  }
  return hook.filter ? askFilter(hook, hook.filter, createFilterContext(hook, moment, facts)) : FIRES;
}

function matchesEvent(hook: HookDefinition, { event }: HookMoment): boolean {
  switch (event.type) {
    case 'step.skipped':
    case 'step.notExecuted':
      return hook.reasons.includes(event.reason);
    case 'step.cancelled':
      return event.wasRunning || hook.includePending;
    case 'step.failed':
    case 'step.retrying':
      if (hook.kinds && !hook.kinds.includes(event.failureKind)) return false;
      return matchesError(hook, event.error);
    case 'run.failed':
      return matchesError(hook, event.error);
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

function matchesError({ errors }: HookDefinition, error: Error): boolean {
  return !errors || errors.some((errorClass) => error instanceof errorClass || isError(error, errorClass));
}

function createFilterContext(hook: HookDefinition, moment: HookMoment, facts: RunFacts): object {
  const resources = createFilterView(hook.name);
  return createHookContext({
    facts,
    moment,
    hook,
    resources,
    log: SILENCE,
    signal: NEVER_ABORTED,
    delivery: undefined,
  });
}

function askFilter(hook: HookDefinition, filter: NonNullable<HookDefinition['filter']>, context: object): Match {
  let answer: unknown;
  try {
    answer = filter(context);
  } catch (thrown) {
    const message = messageOf(toError(thrown, `The filter of hook '${hook.name}'`));
    return { fires: true, warning: `The filter of hook '${hook.name}' threw, so the hook fires: ${message}` };
  }
  if (types.isPromise(answer)) {
    onRejection(answer, () => undefined);
    return {
      fires: true,
      warning: `The filter of hook '${hook.name}' gave a promise, so the hook fires: make it synchronous.`,
    };
  }
  return answer ? FIRES : SILENT;
}
