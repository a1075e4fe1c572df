import { z } from 'zod';
import type { Logger } from '../context/logger';
import { isCallable } from '../util/is-callable';
import { isSchema } from '../util/is-schema';
import { parseOptions } from '../util/parse-options';
import type { LoggerDefinition } from './logger-definition';

/** What {@link defineLogger} takes. */
export interface LoggerOptions<S extends z.ZodType> {
  /** Schema of `loggers.<name>.config` in run config; without it the logger takes none. */
  readonly config?: S;
  /** Called once per run. */
  create(init: { readonly config: z.output<S> }): Logger | Promise<Logger>;
}

const OPTIONS = z.strictObject({
  config: z.custom<z.ZodType>(isSchema, 'Give a schema of zod 4, for example z.object({ ... }).').optional(),
  create: z.custom<LoggerDefinition['create']>(isCallable, 'Give a function that returns a logger.'),
});

/**
 * A logger that run config can choose: `definitions({ loggers: { mine: defineLogger(...) } })`.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`)
 */
export function defineLogger<S extends z.ZodType = z.ZodUndefined>(options: LoggerOptions<S>): LoggerDefinition {
  return Object.freeze(parseOptions(OPTIONS, options, 'defineLogger()'));
}
