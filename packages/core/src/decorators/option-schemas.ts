import { z } from 'zod';
import { parseRetryPolicy, type RetryPolicy } from '../definition/retry-policy';
import type { HookReference } from '../metadata/method-record';
import { NAME_PATTERN, NAME_REMEDY, RESERVED_NAME, RESERVED_REMEDY } from '../util/check-name';
import { toTimeout } from '../util/duration';
import { isSchema } from '../util/is-schema';

// Options that several decorators have. `error` of each is the remedy (see parseOptions).
const KEYS_REMEDY = "Give a list of resource keys: ['slack'].";
const TAGS_REMEDY = "Give an object of texts: { team: 'billing' }.";
const HOOKS_REMEDY = 'Give a list of hooks: [Alerts.onFailure] (undefined: do files import each other?).';

const isFree = (name: string): boolean => name !== RESERVED_NAME;

export const NAME = z.string(NAME_REMEDY).regex(NAME_PATTERN, NAME_REMEDY).refine(isFree, RESERVED_REMEDY);
export const DESCRIPTION = z.string("Give a text: 'Loads the rows of the day.'.");
const KEY_REMEDY = "Give the key of a resource: 'warehouse'.";
export const RESOURCE_KEY = z.string(KEY_REMEDY).min(1, KEY_REMEDY).refine(isFree, RESERVED_REMEDY);
export const RESOURCE_KEYS = z.array(
  z.string(KEYS_REMEDY).min(1, KEYS_REMEDY).refine(isFree, RESERVED_REMEDY),
  KEYS_REMEDY,
);
export const TAGS = z.record(z.string(), z.string(TAGS_REMEDY), TAGS_REMEDY);
export const SCHEMA = z.custom<z.ZodType>(isSchema, 'Give a schema of zod 4, for example z.object({ ... }).');
export const BOOLEAN = z.boolean('Give true or false.');
export const WHOLE_NUMBER = z.int('Give a whole number.');
export const COUNT = z.int('Give a whole number of at least 1.').min(1, 'Give a whole number of at least 1.');
/** Whether they are hooks is seen when the job is defined: a static of the same class is decorated later. */
export const HOOKS = z.array(
  z.custom<HookReference>((value) => typeof value === 'function', HOOKS_REMEDY),
  HOOKS_REMEDY,
);

interface Limits {
  readonly timeout?: unknown;
  readonly retryPolicy?: unknown;
}

/** `timeout` in milliseconds and `retryPolicy`, checked; absent where not given. */
export function parseLimits({ timeout, retryPolicy }: Limits, place: string) {
  const limits: { timeout?: number; retryPolicy?: RetryPolicy } = {};
  if (timeout !== undefined) limits.timeout = toTimeout(timeout, `Option 'timeout' of ${place}`);
  if (retryPolicy !== undefined) {
    limits.retryPolicy = parseRetryPolicy(retryPolicy, {
      whole: `Option 'retryPolicy' of ${place}`,
      part: (name) => `Option 'retryPolicy.${name}' of ${place}`,
    });
  }
  return limits;
}
