import type { LogLevel } from '@hookline/core';
import type { RunEvent } from '@hookline/core/spi';
import { isErrorLike, messageOf } from './thrown-error';

/** Log lines, and the failures that nothing else would show: of hooks, and of resources. */
export type LoggedEvent = Extract<RunEvent, { type: 'log' | 'hook.failed' | 'resource.failed' }>;

/** Whether an event belongs into a log; asked for every event. */
export function isLogged(event: RunEvent): event is LoggedEvent {
  return event.type === 'log' || event.type === 'hook.failed' || event.type === 'resource.failed';
}

/** What loggers are told of an event. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  /** With the place: `jobName`, `runId`, and where there are such `stepKey` and `hookName`. */
  readonly data: Readonly<Record<string, unknown>>;
}

const MOST_CAUSES = 5;

/** An event of the run of a job as loggers are told of it. */
export function logEntry(event: LoggedEvent, jobName: string): LogEntry {
  const { runId, stepKey } = event;
  const hookName = 'hookName' in event ? event.hookName : undefined;
  const place = {
    jobName,
    runId,
    ...(stepKey !== undefined && { stepKey }),
    ...(hookName !== undefined && { hookName }),
  };
  if (event.type === 'log') return { level: event.level, message: event.message, data: withPlace(event.data, place) };
  return { level: levelOf(event), message: failureText(event), data: { ...place, error: event.error } };
}

type Data = Readonly<Record<string, unknown>>;

/** Data whose getters throw is handed on as it is, below a key. */
function withPlace(data: Data | undefined, place: Data): Data {
  try {
    return { ...data, ...place };
  } catch {
    return { data, ...place };
  }
}

/** A hook that will be tried again is no alarm yet. */
function levelOf(event: HiddenFailure): 'warn' | 'error' {
  return event.type === 'hook.failed' && event.willRetry ? 'warn' : 'error';
}

type HiddenFailure = Extract<RunEvent, { type: 'hook.failed' | 'resource.failed' }>;

function failureText(event: HiddenFailure): string {
  if (event.type === 'resource.failed') {
    return `Resource '${event.key}' failed to ${event.phase}: ${messagesOf(event.error)}`;
  }
  const after = event.willRetry ? ' (will be tried again)' : '';
  return `Hook '${event.hookName}' failed: ${messagesOf(event.error)}${after}`;
}

/** The message of an error and of the causes behind it: `fetch failed: connect ECONNREFUSED`. */
function messagesOf(error: Error): string {
  const messages: string[] = [];
  let next: unknown = error;
  // Counted, for a cause may be the error itself.
  for (let depth = 0; depth < MOST_CAUSES && isErrorLike(next); depth += 1, next = next.cause) {
    const text = messageOf(next);
    if (!messages.some((message) => message.includes(text))) messages.push(text);
  }
  return messages.join(': ');
}
