import { z } from 'zod';
import type { ExecutionConfig } from '../definition/run-config';
import { toMilliseconds } from '../util/duration';
import type { ResolvedExecution } from './resolved-config';

const DURATION_FORM = "must be a duration: milliseconds, or a text such as '500ms', '30s', '5m', '1.5h', '1d'";
const DURATION_PATTERN = /^\d{1,15}(\.\d+)?(ms|s|m|h|d)$/;
const DURATION = z
  .union([z.number().min(0, DURATION_FORM), z.string().regex(DURATION_PATTERN, DURATION_FORM)], DURATION_FORM)
  .transform((duration) => toMilliseconds(duration, 'duration'));

const about = (description: string, example: unknown) => ({ description, examples: [example] });

/** Schema of `execution.config` (S29). */
export const EXECUTION_SCHEMA = z.object({
  maxConcurrent: z
    .int()
    .min(1)
    .optional()
    .meta(about('Steps that run at the same time; default 10, or what the job says.', 10)),
  gracePeriod: DURATION.optional().meta(about('Time that running ops get after a cancel; default 20s.', '20s')),
  timeout: DURATION.refine((ms) => ms > 0, 'must be above 0; leave it out for no limit')
    .optional()
    .meta(about('Time that the whole run may take; default no limit, or what the job says.', '1h')),
  hookWait: DURATION.optional().meta(about('Time that the call waits for retries of hooks; default 60s.', '60s')),
});

/** What `execution.config` is parsed to; times in ms. */
export type ParsedExecution = z.output<typeof EXECUTION_SCHEMA>;

/** Where execution settings come from, the first wins: argument of execute, run config, job. */
export interface ExecutionSources {
  readonly options: ExecutionConfig;
  readonly config: ParsedExecution;
  readonly job: { readonly maxConcurrent?: number; readonly timeout?: number };
}

/** The settings of a run: where nobody sets them 10 steps, 20 s, no timeout, 60 s. */
export function resolveExecution({ options, config, job }: ExecutionSources): ResolvedExecution {
  const given = (key: 'gracePeriod' | 'timeout' | 'hookWait') => {
    const value = options[key];
    return value === undefined ? config[key] : toMilliseconds(value, `${key} of executeInProcess`);
  };
  return {
    maxConcurrent: options.maxConcurrent ?? config.maxConcurrent ?? job.maxConcurrent ?? 10,
    gracePeriod: given('gracePeriod') ?? 20_000,
    timeout: given('timeout') ?? job.timeout,
    hookWait: given('hookWait') ?? 60_000,
  };
}
