import { type Duration, InvalidInvocationError, type Partly, type RunConfig, type Tags } from '@hookline/core';
import {
  type Clock,
  describeValue,
  holds,
  isCallable,
  isPlainObject,
  type ResourceDefinition,
  type ResumeMode,
  type RunEvent,
  readEntries,
  suggestName,
  toMilliseconds,
  wrongArgument,
} from '@hookline/core/spi';
import { EXECUTE, type InstanceHandle } from './instance-handle';

/** Values or definitions that replace resources of a job by key. */
export type GivenResources<R> = unknown extends R
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof R]?: Partly<R[K]> | ResourceDefinition<R[K]> };

/** Options of `executeInProcess`. `R`: the resources of the job; `I`: what its inputs take. */
export interface ExecuteOptions<R, I> {
  readonly runConfig?: RunConfig;
  /** Replace resources of the job by key; values may be partial (mocks). */
  readonly resources?: GivenResources<R>;
  /** What the job's `inputs` schema takes; wins over `inputs` of the run config. */
  readonly inputs?: I;
  /** Runs only these ops: `name`, `*name`, `name*`, `+name`, `name+`. */
  readonly opSelection?: readonly string[];
  /** Added to those of job and run config. */
  readonly tags?: Tags;
  /** Letters, digits, `_`, `-`; at most 128. Default: a random UUID. */
  readonly runId?: string;
  /** Cancels the run when it is aborted. */
  readonly signal?: AbortSignal;
  /** Time that running ops get after a cancel; default 20 s. */
  readonly gracePeriod?: Duration;
  /** Time that the call waits for retries of hooks when the run has ended; default 60 s. */
  readonly hookWait?: Duration;
  /** Steps that run at the same time; default 10. */
  readonly maxConcurrent?: number;
  /** Gets each event after its commit. */
  readonly onEvent?: (event: RunEvent) => void;
  /** For tests: `fakeClock()`. */
  readonly clock?: Clock;
  /**
   * Stores the run and its hooks, so that both outlive this process; `await using instance = await openInstance()`.
   * Default: nothing is stored.
   */
  readonly instance?: InstanceHandle;
  /**
   * On an instance, what becomes of the run when this process dies: it ends as failure and its hooks fire (`fail`, the
   * default), or a daemon goes on with it (`auto`).
   */
  readonly resume?: ResumeMode;
  /** Throw the first failed step's own error, after its hooks; default true. */
  readonly raiseOnError?: boolean;
}

interface Check {
  readonly fits: (value: unknown) => boolean;
  readonly remedy: string;
}

const RUN_ID = /^[A-Za-z0-9_-]{1,128}$/;
const DURATION: Check = { fits: isDuration, remedy: "Give milliseconds (finite, at least 0) or a text like '30s'." };

const CHECKS: Readonly<Record<keyof ExecuteOptions<unknown, unknown>, Check>> = {
  runConfig: { fits: isPlainObject, remedy: "Give an object, for example of await loadRunConfig('prod.yaml')." },
  resources: { fits: isReadable, remedy: 'Give an object, resource key → value or definition: { db: fakeDb }.' },
  inputs: { fits: isPlainObject, remedy: "Give an object, input → value: { day: '2026-01-31' }." },
  opSelection: { fits: isTexts, remedy: "Give a list of texts: ['*load']." },
  tags: { fits: isTags, remedy: "Give an object of texts: { team: 'billing' }." },
  runId: { fits: isRunId, remedy: 'Give a text of letters, digits, _ and -, at most 128 of them.' },
  signal: { fits: isSignal, remedy: 'Give an AbortSignal, for example abortOnSignals().' },
  gracePeriod: DURATION,
  hookWait: DURATION,
  maxConcurrent: { fits: isCount, remedy: 'Give a whole number of at least 1.' },
  onEvent: { fits: isCallable, remedy: 'Give a function that takes an event.' },
  clock: { fits: isClock, remedy: "Give a clock, for example fakeClock() of 'hookline/testing'." },
  instance: {
    fits: isInstance,
    remedy: "Give what openInstance() opened: openInstance('sqlite:.hookline/hookline.db').",
  },
  resume: { fits: (value) => value === 'fail' || value === 'auto', remedy: "Give 'fail' or 'auto'." },
  raiseOnError: { fits: (value) => typeof value === 'boolean', remedy: 'Give true or false.' },
};

/**
 * Makes sure that options from JavaScript are what their types say.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for the first that is not
 */
export function checkExecuteOptions(options: unknown): void {
  if (!isPlainObject(options)) {
    const remedy = "Give a plain object, or nothing: executeInProcess(job, { inputs: { day: '2026-01-31' } }).";
    throw wrongArgument({ parameter: 'options', of: 'executeInProcess()', given: options, remedy });
  }
  const entries = readEntries(options);
  if (!entries) {
    const problem = 'The options of executeInProcess() cannot be read: a getter in them throws.';
    throw badArgument(problem, 'Give plain values.');
  }
  for (const [name, value] of entries) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof typeof CHECKS] : undefined;
    if (!check) throw unknownOption(name);
    if (value === undefined || holds(() => check.fits(value))) continue;
    const [at, given] = wrongPart(name, value);
    throw badArgument(`Option '${at}' of executeInProcess() is ${describeValue(given)}.`, check.remedy);
  }
}

/** Of a list or record of texts it is the first other thing in it that is wrong. */
function wrongPart(name: string, value: unknown): readonly [name: string, value: unknown] {
  const isOfTexts =
    name === 'tags' ? isPlainObject(value) : name === 'opSelection' && holds(() => Array.isArray(value));
  const entries = isOfTexts ? readEntries(value as object) : undefined;
  const wrong = entries?.find(([, part]) => typeof part !== 'string');
  return wrong ? [`${name}.${wrong[0]}`, wrong[1]] : [name, value];
}

function unknownOption(name: string): InvalidInvocationError {
  const problem = `Option '${name}' of executeInProcess() does not exist.`;
  return badArgument(problem, suggestName(name, Object.keys(CHECKS)));
}

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTags(value: unknown): boolean {
  return isPlainObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

function isRunId(value: unknown): boolean {
  return typeof value === 'string' && RUN_ID.test(value);
}

function isReadable(value: unknown): boolean {
  return isPlainObject(value) && readEntries(value) !== undefined;
}

// By shape: an AbortSignal may come from another realm.
function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('aborted' in value)) return false;
  return ['addEventListener', 'removeEventListener'].every((name) => typeof Reflect.get(value, name) === 'function');
}

function isClock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { now, monotonic, setTimer } = value as Partial<Clock>;
  return [now, monotonic, setTimer].every(isCallable);
}

function isInstance(value: unknown): boolean {
  return typeof value === 'object' && value !== null && isCallable(Reflect.get(value, EXECUTE));
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isDuration(value: unknown): boolean {
  try {
    toMilliseconds(value, 'The option');
    return true;
  } catch {
    return false;
  }
}
