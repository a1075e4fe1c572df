import type { FailureHookContext, HookContext, RunFailureHookContext } from '@hookline/core';

/** A notification is a hint where to look, not the log. */
const MAX_ERROR_LENGTH = 1_000;
const MAX_ERROR_LINES = 10;
const MAX_FAILED_STEPS = 5;

/** Job, step, attempt, kind of failure, error message and run id. */
export function failureText(context: FailureHookContext): string {
  const { jobName, stepKey, attempt, failureKind, runId } = context;
  const kind = failureKind === 'exception' ? '' : ` (${failureKind})`;
  const head = `:x: *${jobName}*: \`${stepKey}\` failed on attempt ${attempt}${kind}`;
  return [head, quote(errorText(context.opException, context)), `Run \`${runId}\``].join('\n');
}

/** Job, step, duration and run id. */
export function successText({ jobName, stepKey, startedAt, endedAt, runId }: HookContext): string {
  const seconds = ((endedAt - startedAt) / 1_000).toFixed(1);
  return `:white_check_mark: *${jobName}*: \`${stepKey}\` succeeded in ${seconds} s\nRun \`${runId}\``;
}

/** Job, the failed steps with their error messages (the first five), or the run's error where no step failed, and run id. */
export function runFailureText(context: RunFailureHookContext): string {
  const { jobName, failedSteps, runId } = context;
  const shown = failedSteps.slice(0, MAX_FAILED_STEPS);
  const errors = shown.map(({ stepKey, error }) => quote(`\`${stepKey}\`: ${errorText(error, context)}`));
  if (failedSteps.length === 0) errors.push(quote(errorText(context.error, context)));
  if (failedSteps.length > shown.length) errors.push(`and ${failedSteps.length - shown.length} more steps`);
  return [`:rotating_light: *${jobName}* failed`, ...errors, `Run \`${runId}\``].join('\n');
}

/**
 * An error message for Slack's markup. Secrets are masked first: they are not found any more in a message that is cut or
 * escaped. `&`, `<` and `>` are escaped as Slack asks for, or else a message could mention a whole channel.
 */
function errorText(error: Error, context: Pick<HookContext, 'redact'>): string {
  const lines = context.redact(error.message === '' ? error.name : error.message).split(/\r?\n/);
  const text = lines.slice(0, MAX_ERROR_LINES).join('\n').slice(0, MAX_ERROR_LENGTH);
  const cut = lines.length > MAX_ERROR_LINES || text.length === MAX_ERROR_LENGTH;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return cut ? `${escaped} …` : escaped;
}

function quote(text: string): string {
  return text.replace(/^/gm, '> ');
}
