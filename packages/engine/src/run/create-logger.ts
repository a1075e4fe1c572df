import type { Logger, LogLevel } from '@hookline/core';
import { show } from '../show';
import { isErrorLike, messageOf } from '../thrown-error';

type Data = Readonly<Record<string, unknown>>;

/** Takes one line of a logger. */
export type WriteLine = (level: LogLevel, message: string, data?: Data) => void;

/** A logger of four levels over one function. */
export function createLogger(write: WriteLine): Logger {
  const line = (level: LogLevel) => (message: string, data?: Data) => writeText(write, level, [message, data]);
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

/** From JavaScript anything may be logged: `log.error(error)` must not lose the line. */
function writeText(write: WriteLine, level: LogLevel, [message, data]: readonly [unknown, Data | undefined]): void {
  if (typeof message === 'string') write(level, message, data);
  else if (isErrorLike(message)) write(level, messageOf(message), { error: message, ...data });
  else write(level, show(message), data);
}
