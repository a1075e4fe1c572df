import { z } from 'zod';
import type { HookKind } from '../context/hook-info';
import type { FailureKind, SkipReason } from '../context/status';
import type { HookDefinition } from '../definition/hook-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { type ErrorClass, isErrorClass } from '../errors/is-error';
import type { Duration } from '../util/duration';
import { isCallable } from '../util/is-callable';
import { parseOptions } from '../util/parse-options';
import { isPlainObject } from '../util/plain-object';
import { isOpHook } from '../wiring/attached-hooks';
import { BOOLEAN, DESCRIPTION, NAME, parseLimits, RESOURCE_KEYS } from './option-schemas';
import { isLate } from './refuse-async';

/** Options of every hook. `G`: the context that its kind gives. */
export interface HookOptions<K extends string = string, G = never> {
  /** Default: the name of the method. Letters, digits and `_`. */
  readonly name?: string;
  /** Keys of the resources that `context.resources` holds. */
  readonly requiredResourceKeys?: readonly K[];
  readonly description?: string;
  /** For the deliveries of the hook; default: none. */
  readonly retryPolicy?: RetryPolicy;
  /** For one attempt; default 60 s. */
  readonly timeout?: Duration;
  /** The hook fires only where this returns true; called at the trigger, synchronously, without resources. */
  readonly filter?: (context: G) => boolean;
}

/** Options of op hooks, beyond those of every hook. */
export interface OpHookOptions {
  /** The steps that depend on this one wait for the hook; with a start hook the op itself does. */
  readonly blocking?: boolean;
}

/** Options of run failure hooks, beyond those of every hook. */
export interface RunFailureHookOptions {
  /** The hook fires only for errors of these classes. */
  readonly errors?: readonly ErrorClass[];
}

/** Options of failure and retry hooks, beyond those of every op hook. */
export interface FailureHookOptions extends OpHookOptions, RunFailureHookOptions {
  /** The hook fires only for failures of these kinds. */
  readonly kinds?: readonly FailureKind[];
}

/** Options of skip hooks, beyond those of every op hook. */
export interface SkipHookOptions extends OpHookOptions {
  /** The reasons that fire it; default `['absent']`. */
  readonly reasons?: readonly SkipReason[];
}

/** Options of cancel hooks, beyond those of every op hook. */
export interface CancelHookOptions extends OpHookOptions {
  /** Fires also for steps that were not running; default false. */
  readonly includePending?: boolean;
}

const ERRORS_REMEDY = 'Give a list of error classes: [HttpError] (undefined: do files import each other?).';
const KINDS_REMEDY = "Give a list of 'exception', 'timeout', 'crash', 'io', 'framework'.";
const REASONS_REMEDY = "Give a list of at least one of 'absent', 'upstream', 'run'.";

const OPTIONS = z.strictObject({
  name: NAME.optional(),
  requiredResourceKeys: RESOURCE_KEYS.optional(),
  description: DESCRIPTION.optional(),
  retryPolicy: z.unknown().optional(),
  timeout: z.unknown().optional(),
  filter: z
    .custom<HookDefinition['filter']>(isSynchronous, 'Give a function that returns true or false at once.')
    .optional(),
});
const KINDS = z.array(z.enum(['exception', 'timeout', 'crash', 'io', 'framework'], KINDS_REMEDY), KINDS_REMEDY);
const RUN_FAILURE_HOOK = OPTIONS.extend({
  errors: z.array(z.custom<ErrorClass>(isErrorClass, ERRORS_REMEDY), ERRORS_REMEDY).optional(),
});
const OP_HOOK = OPTIONS.extend({ blocking: BOOLEAN.optional() });
const FAILURE_HOOK = RUN_FAILURE_HOOK.extend({ blocking: BOOLEAN.optional(), kinds: KINDS.optional() });
const REASONS = z.array(z.enum(['absent', 'upstream', 'run'], REASONS_REMEDY), REASONS_REMEDY).min(1, REASONS_REMEDY);
const SKIP_HOOK = OP_HOOK.extend({ reasons: REASONS.optional() });
const CANCEL_HOOK = OP_HOOK.extend({ includePending: BOOLEAN.optional() });

const DEFAULTS = { timeout: 60_000, blocking: false, reasons: ['absent'], includePending: false } as const;

/** The data of a hook, all but what it calls. */
export type HookData = Omit<HookDefinition, 'name' | 'run' | 'fn'> & { readonly name?: string };

/**
 * The options of a hook, checked, with defaults.
 * @param place whose options they are, for errors: `hook 'SlackHooks.notify'`
 * @throws InvalidDefinitionError for an option that cannot be
 */
export function parseHookOptions(kind: HookKind, options: unknown, place: string): HookData {
  if (!isOpHook({ kind }) && isPlainObject(options) && 'blocking' in options) throw blockingNothing(kind, place);
  const { timeout, retryPolicy, ...given } = parseOptions(schemaOf(kind), options, place);
  const keys = Object.freeze([...new Set(given.requiredResourceKeys)]);
  return { ...DEFAULTS, ...given, ...parseLimits({ timeout, retryPolicy }, place), kind, requiredResourceKeys: keys };
}

function schemaOf(kind: HookKind): typeof OPTIONS {
  if (kind === 'skip') return SKIP_HOOK;
  if (kind === 'cancel') return CANCEL_HOOK;
  if (kind === 'failure' || kind === 'retry') return FAILURE_HOOK;
  if (kind === 'runFailure') return RUN_FAILURE_HOOK;
  return isOpHook({ kind }) ? OP_HOOK : OPTIONS;
}

function isSynchronous(value: unknown): boolean {
  return isCallable(value) && !isLate(value);
}

function blockingNothing(kind: HookKind, place: string): InvalidDefinitionError {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `Option 'blocking' of ${place}: no step waits for a ${kind === 'deadLetter' ? 'dead-letter' : 'run'} hook.`,
    remedy: 'Leave it out, or use a hook that reacts to an op.',
  });
}
