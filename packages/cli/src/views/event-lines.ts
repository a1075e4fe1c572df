import type { RunEvent } from '@hookline/core';
import { assertNever, messageOf } from '@hookline/core/spi';
import type { Colors } from 'picocolors/types';
import type { Look } from './look';
import { TAKEN_OVER } from './step-tree';
import { cut, pad, printable } from './text';
import { formatClock, formatDuration } from './time';

/** An event in one line: `12:30:01.123  step.failed       load  no such file`. */
export function eventLine(event: RunEvent, { colors, width }: Look): string {
  const time = formatClock(event.at);
  const type = pad(event.type, 16);
  const place = printable(event.stepKey ?? '');
  const text = printable(textOf(event));
  const room = width - time.length - type.length - place.length - 6;
  const shown = width === Number.POSITIVE_INFINITY ? text : cut(text, Math.max(20, room));
  return [colors.dim(time), paintOf(event, colors)(type), place, shown]
    .filter((part) => part !== '')
    .join('  ')
    .trimEnd();
}

function textOf(event: RunEvent): string {
  switch (event.type) {
    case 'run.created':
      return event.jobName;
    case 'run.queued':
    case 'run.started':
    case 'run.succeeded':
      return '';
    case 'run.recovered':
      return event.reason;
    case 'run.failed':
    case 'run.cancelled':
      return messageOf(event.error);
    case 'resource.opened':
    case 'resource.closed':
      return event.key;
    case 'resource.failed':
      return `${event.key}: ${event.phase}: ${messageOf(event.error)}`;
    case 'log':
      return `${event.level}: ${event.message}${dataText(event.data)}`;
    case 'hook.completed':
    case 'hook.failed':
    case 'hook.suppressed':
      return hookText(event);
    default:
      return stepText(event);
  }
}

type HookProgress = Extract<RunEvent, { type: `hook.${string}` }>;
type StepProgress = Extract<RunEvent, { type: `step.${string}` }>;

function hookText(event: HookProgress): string {
  const attempt = event.deliveryAttempt > 1 ? ` attempt ${event.deliveryAttempt}` : '';
  switch (event.type) {
    case 'hook.completed':
      return `${event.hookName}${attempt} in ${formatDuration(event.duration)}`;
    case 'hook.failed':
      return `${event.hookName}${attempt}: ${messageOf(event.error)}${event.willRetry ? ' (tried again)' : ''}`;
    case 'hook.suppressed':
      return `${event.hookName}: ${event.reason}`;
    default:
      return assertNever(event);
  }
}

function stepText(event: StepProgress): string {
  switch (event.type) {
    case 'step.started':
      return event.attempt > 1 ? `attempt ${event.attempt}` : '';
    case 'step.output':
      return event.keys ? `${event.output}: ${event.keys.length} keys (${event.keys.join(', ')})` : event.output;
    case 'step.progress':
      return `${event.done} of ${event.total}`;
    case 'step.retrying':
      return `${event.failureKind}: ${messageOf(event.error)} (again in ${formatDuration(event.delay)})`;
    case 'step.succeeded':
      return `${event.attempt === 0 ? TAKEN_OVER : `in ${formatDuration(event.duration)}`}${dataText(event.metadata)}`;
    case 'step.failed':
      return `${event.failureKind}: ${messageOf(event.error)}`;
    case 'step.skipped':
    case 'step.notExecuted':
      return event.reason;
    case 'step.cancelled':
      return event.wasRunning ? 'while it ran' : 'before it ran';
    default:
      return assertNever(event);
  }
}

function dataText(data: Readonly<Record<string, unknown>> | undefined): string {
  const entries = Object.entries(data ?? {});
  return entries.length === 0 ? '' : ` ${JSON.stringify(data)}`;
}

const BAD: ReadonlySet<RunEvent['type']> = new Set(['run.failed', 'step.failed', 'hook.failed', 'resource.failed']);
const GOOD: ReadonlySet<RunEvent['type']> = new Set(['run.succeeded', 'step.succeeded', 'hook.completed']);
const NOTED: ReadonlySet<RunEvent['type']> = new Set(['run.cancelled', 'step.retrying', 'step.cancelled']);

function paintOf({ type }: RunEvent, colors: Colors): (text: string) => string {
  if (BAD.has(type)) return colors.red;
  if (GOOD.has(type)) return colors.green;
  return NOTED.has(type) ? colors.yellow : String;
}
