/** Levels of a log line, least urgent first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** From which level on the built-in logger `console` writes; `silent`: nothing. */
export type ConsoleLevel = LogLevel | 'silent';

/** One log line; `data` is a flat record of details. */
export type LogLine = (message: string, data?: Readonly<Record<string, unknown>>) => void;

/** What ops, hooks and resources log with. Each line becomes an event of type `log`. */
export interface Logger {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}
