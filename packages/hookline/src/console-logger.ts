import type { Logger, LogLevel } from '@hookline/core';
import { type ConsoleLevel, isErrorLike, messageOf } from '@hookline/core/spi';
import { show } from '@hookline/engine';

const LEVELS: readonly ConsoleLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * The built-in logger: one line per record on stderr, so that data on stdout stays clean.
 * @param least lines below this level are not written
 */
export function createConsoleLogger(least: ConsoleLevel): Logger {
  const write = (level: LogLevel) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return () => undefined;
    return (message: string, data?: Readonly<Record<string, unknown>>) => {
      process.stderr.write(`${formatLine({ level, message, data: data ?? {} })}\n`);
    };
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

interface Line {
  readonly level: LogLevel;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An error whose message is in the line already is shown by the place where it was made alone. */
function withoutToldError(message: string, data: Line['data']): Line['data'] {
  const { error, ...rest } = data;
  if (!isErrorLike(error) || !message.includes(messageOf(error))) return data;
  const at = firstFrame(error);
  return at === undefined ? rest : { ...rest, at };
}

/** Where the error was made, if that is in code of the user: `SlackHooks.notify (src/slack-hooks.ts:12:5)`. */
function firstFrame(error: Error): string | undefined {
  const stack = stackOf(error);
  const frame = stack.split('\n').find((line) => line.trimStart().startsWith('at '));
  const isOfUser = frame !== undefined && !/node:|node_modules/.test(frame);
  return isOfUser ? frame.trim().slice('at '.length) : undefined;
}

/** Errors of users may have any stack, or one that throws when it is read. */
function stackOf(error: Error): string {
  try {
    return String(error.stack);
  } catch {
    return '';
  }
}

/** Longer details are cut: what is told in full are the events. */
const LONGEST_DETAILS = 20_000;

function shortened(text: string): string {
  return text.length > LONGEST_DETAILS ? `${text.slice(0, LONGEST_DETAILS)}…` : text;
}

/** `12:30:01.123 warn  nightly/load  message { rows: 3 }` */
function formatLine({ level, message, data }: Line): string {
  const { jobName, stepKey, hookName, runId: _, ...rest } = withoutToldError(message, data);
  const place = [jobName, stepKey, hookName].filter((part) => typeof part === 'string').join('/');
  const details =
    Object.keys(rest).length > 0 ? ` ${shortened(show(rest, { breakLength: Number.POSITIVE_INFINITY }))}` : '';
  return `${new Date().toISOString().slice(11, 23)} ${level.padEnd(5)} ${place}  ${message}${details}`;
}
