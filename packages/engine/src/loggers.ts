import { InvalidDefinitionError, type Logger, LoggerTimeoutError } from '@hookline/core';
import type { Clock, ConsoleLevel, JobDefinition, LoggerDefinition, ResolvedConfig } from '@hookline/core/spi';
import type { EnginePorts } from './engine-ports';
import { type LogEntry, type LoggedEvent, logEntry } from './log-entry';
import { onRejection } from './on-rejection';
import { createRedact } from './redact';
import { redactData } from './redact-data';
import { toError } from './thrown-error';
import { callUserCode } from './user-code';

/** Hands an event to the loggers of the run; `failed` is told of each logger that throws or rejects. */
export type EventLogger = (event: LoggedEvent, failed: (thrown: unknown) => void) => void;

/** Level of the built-in logger when run config does not name it. */
const DEFAULT_LEVEL = 'info';

/** For the `create` of a logger, ms. */
const LIMIT = 60_000;

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/**
 * The loggers of a run: those that its config names, else the built-in `console`.
 * @throws what the `create` of a logger throws, or LoggerTimeoutError when it does not settle
 */
export async function openLoggers(
  job: JobDefinition,
  config: ResolvedConfig,
  ports: Pick<EnginePorts, 'clock' | 'consoleLogger'>,
): Promise<EventLogger> {
  const loggers: Logger[] = [];
  for (const [name, given] of config.loggers) {
    const definition = job.shared?.loggers[name];
    if (definition) loggers.push(checkLogger(name, await openOne({ name, definition, given, clock: ports.clock })));
    else loggers.push(ports.consoleLogger((given as { readonly logLevel: ConsoleLevel }).logLevel));
  }
  if (loggers.length === 0) loggers.push(ports.consoleLogger(DEFAULT_LEVEL));
  const redact = config.secrets.length > 0 ? createRedact(config.secrets) : undefined;
  return (event, failed) => {
    const entry = logEntry(event, job.name);
    write(redact ? redacted(entry, redact) : entry, { loggers, failed });
  };
}

interface Opening {
  readonly name: string;
  readonly definition: LoggerDefinition;
  /** Its parsed config. */
  readonly given: unknown;
  readonly clock: Clock;
}

/** In a box: a logger that happens to have a `then` is no promise. */
function openOne({ name, definition, given, clock }: Opening): Promise<{ readonly logger: unknown }> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(LIMIT, () => reject(new LoggerTimeoutError(name, LIMIT)));
    callUserCode({
      invoke: () => definition.create({ config: given }),
      returned: (logger) => {
        timer.cancel();
        resolve({ logger });
      },
      threw: (thrown) => {
        timer.cancel();
        reject(toError(thrown, `create of logger '${name}'`));
      },
    });
  });
}

function checkLogger(name: string, { logger }: { readonly logger: unknown }): Logger {
  const lacking = LEVELS.filter((level) => !hasLevel(logger, level));
  if (lacking.length === 0) return logger as Logger;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `The logger '${name}' has no function ${lacking.join(', ')}.`,
    remedy: 'create of defineLogger returns a logger: { debug, info, warn, error }, each (message, data) => void.',
  });
}

function hasLevel(logger: unknown, level: (typeof LEVELS)[number]): boolean {
  try {
    return typeof (logger as Partial<Logger> | null | undefined)?.[level] === 'function';
  } catch {
    return false;
  }
}

/** What is shown holds no secrets (D30); events keep the live values. */
function redacted({ level, message, data }: LogEntry, redact: (text: string) => string): LogEntry {
  return { level, message: redact(message), data: redactData(data, redact) as LogEntry['data'] };
}

interface Writers {
  readonly loggers: readonly Logger[];
  readonly failed: (thrown: unknown) => void;
}

/** A logger that throws or rejects does not keep the line from the others. */
function write({ level, message, data }: LogEntry, { loggers, failed }: Writers): void {
  for (const logger of loggers) {
    try {
      onRejection(logger[level](message, data), failed);
    } catch (thrown) {
      failed(thrown);
    }
  }
}
