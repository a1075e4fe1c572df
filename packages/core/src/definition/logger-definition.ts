import type { z } from 'zod';
import type { Logger } from '../context/logger';

/**
 * A logger that run config can name under `loggers`. Made by `defineLogger`.
 *
 * It gets each log line of a run after the line's event has committed; `data` also holds the place of the line:
 * `jobName`, `runId`, and `stepKey` or `hookName` where it has one.
 */
export interface LoggerDefinition {
  readonly config?: z.ZodType;
  readonly create: (init: { readonly config: unknown }) => Logger | Promise<Logger>;
}
