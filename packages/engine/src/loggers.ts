import { InvalidDefinitionError, type Logger } from '@hookline/core';
import type { ConsoleLevel, JobDefinition, ResolvedConfig, RunEvent } from '@hookline/core/spi';
import type { EnginePorts } from './engine-ports';
import { createRedact } from './redact';
import { redactData } from './redact-data';
import { createLogger } from './run/create-logger';
import { isErrorLike } from './thrown-error';

/** Hands an event to the loggers of the run. */
export type EventLogger = (event: LoggedEvent) => void;

/** Log lines, and the failures that nothing else would show: of hooks, and of resources. */
export type LoggedEvent = Extract<RunEvent, { type: 'log' | 'hook.failed' | 'resource.failed' }>;

/** Whether an event belongs into a log; asked for every event. */
export function isLogged(event: RunEvent): event is LoggedEvent {
  return event.type === 'log' || event.type === 'hook.failed' || event.type === 'resource.failed';
}

/** Level of the built-in logger when run config does not name it. */
const DEFAULT_LEVEL = 'info';

const MOST_CAUSES = 5;

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/**
 * The loggers of a run: those that its config names, else the built-in `console`.
 * @throws what the `create` of a logger throws
 */
export async function openLoggers(
  job: JobDefinition,
  config: ResolvedConfig,
  ports: EnginePorts,
): Promise<EventLogger> {
  const loggers: Logger[] = [];
  for (const [name, given] of config.loggers) {
    const definition = job.shared?.loggers[name];
    if (definition) loggers.push(checkLogger(name, await definition.create({ config: given })));
    else loggers.push(ports.consoleLogger((given as { readonly logLevel: ConsoleLevel }).logLevel));
  }
  if (loggers.length === 0) loggers.push(ports.consoleLogger(DEFAULT_LEVEL));
  const redact = config.secrets.length > 0 ? createRedact(config.secrets) : undefined;
  return (event) =>
    writeLine(event, { jobName: job.name, loggers: redact ? loggers.map((l) => redacting(l, redact)) : loggers });
}

function checkLogger(name: string, logger: Logger): Logger {
  const lacking = LEVELS.filter((level) => typeof (logger as Partial<Logger> | null)?.[level] !== 'function');
  if (lacking.length === 0) return logger;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `The logger '${name}' has no function ${lacking.join(', ')}.`,
    remedy: 'create of defineLogger returns a logger: { debug, info, warn, error }, each (message, data) => void.',
  });
}

/** What is shown holds no secrets (D30); events keep the live values. */
function redacting(logger: Logger, redact: (text: string) => string): Logger {
  return createLogger((level, message, data) => {
    logger[level](redact(message), redactData(data, redact) as typeof data);
  });
}

interface Writers {
  readonly jobName: string;
  readonly loggers: readonly Logger[];
}

function writeLine(event: LoggedEvent, { jobName, loggers }: Writers): void {
  const { runId, stepKey } = event;
  const hookName = 'hookName' in event ? event.hookName : undefined;
  const place = {
    jobName,
    runId,
    ...(stepKey !== undefined && { stepKey }),
    ...(hookName !== undefined && { hookName }),
  };
  for (const logger of loggers) {
    if (event.type === 'log') logger[event.level](event.message, { ...event.data, ...place });
    else logger[levelOf(event)](failureText(event), { ...place, error: event.error });
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
  for (let next: unknown = error; isErrorLike(next) && messages.length < MOST_CAUSES; next = next.cause) {
    if (!messages.some((message) => message.includes(next.message))) messages.push(next.message);
  }
  return messages.join(': ');
}
