import type { Logger, LogLevel } from '@hookline/core';

/** Takes one line of a logger. */
export type WriteLine = (level: LogLevel, message: string, data?: Readonly<Record<string, unknown>>) => void;

/** A logger of four levels over one function. */
export function createLogger(write: WriteLine): Logger {
  return {
    debug: (message, data) => write('debug', message, data),
    info: (message, data) => write('info', message, data),
    warn: (message, data) => write('warn', message, data),
    error: (message, data) => write('error', message, data),
  };
}
