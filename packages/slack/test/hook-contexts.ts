import type { BaseHookContext, FailureHookContext, HookContext, Logger, RunFailureHookContext } from '@hookline/core';
import type { SlackResources } from '../src';

/** What stands in for a secret of the run in these contexts. */
export const SECRET = 'hunter2-hunter2';

const nothing = (): void => undefined;

/** A log that nobody reads. */
export const SILENT_LOG: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function baseContext({ slack }: SlackResources): BaseHookContext<SlackResources> {
  return {
    jobName: 'nightly',
    runId: 'r-1',
    hookDef: { name: 'hook', kind: 'failure', requiredResourceKeys: ['slack'] },
    resources: { slack },
    requiredResourceKeys: new Set(['slack']),
    log: SILENT_LOG,
    runTags: {},
    startedAt: 1_000,
    endedAt: 2_250,
    signal: new AbortController().signal,
    redact: (text) => text.replaceAll(SECRET, '•••'),
  };
}

/** The context of a step that succeeded. */
export function successContext(resources: SlackResources): HookContext<SlackResources> {
  return {
    ...baseContext(resources),
    op: { name: 'load', definition: 'load', tags: {} },
    stepKey: 'etl.load',
    attempt: 1,
    opConfig: {},
    opException: undefined,
    opInputValues: [],
    opOutputValues: { result: 7 },
    opOutputMetadata: {},
  };
}

/** The context of a step that failed on its third attempt. */
export function failureContext(
  resources: SlackResources,
  fields: Partial<FailureHookContext> = {},
): FailureHookContext<SlackResources> {
  const failed = { opException: new Error('boom'), failureKind: 'exception', attempt: 3, opOutputValues: {} } as const;
  return { ...successContext(resources), ...failed, ...fields, resources };
}

/** The context of a run that failed with `messages`, one for each failed step. */
export function runFailureContext(
  resources: SlackResources,
  messages: readonly string[],
): RunFailureHookContext<SlackResources> {
  const failedSteps = messages.map((message, index) => ({ stepKey: `step_${index + 1}`, error: new Error(message) }));
  const error = failedSteps[0]?.error ?? new Error('the database is away');
  return { ...baseContext(resources), status: 'failure', steps: {}, error, failedSteps };
}
