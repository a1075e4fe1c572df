import { describeValue } from '../util/describe-value';
import { suggestName } from '../util/did-you-mean';
import { type Duration, toMilliseconds } from '../util/duration';
import { isErrorLike, messageOf } from '../util/error-text';
import { isJsonRecord } from '../util/is-json';
import type { JsonRecord } from '../util/json';
import { isPlainObject } from '../util/plain-object';
import { InvalidDefinitionError } from './definition-errors';
import { HooklineError, keepName } from './hookline-error';

/** Options of {@link Failure}. */
export interface FailureOptions {
  /** What went wrong; default: the message of the cause. */
  readonly description?: string;
  /** Shown in `opOutputMetadata` of the hooks of the step. */
  readonly metadata?: JsonRecord;
  /** `false` ends the step (or the delivery of a hook) at once, whatever its retry policy says; default `true`. */
  readonly allowRetries?: boolean;
  readonly cause?: unknown;
}

const FAILURE = {
  of: 'new Failure()',
  names: ['description', 'metadata', 'allowRetries', 'cause'],
  example: "new Failure({ description: 'No rows.' })",
} as const;

/** Thrown by an op or a hook where a plain error is not enough. */
export class Failure extends HooklineError {
  static {
    keepName(Failure, 'Failure');
  }

  readonly metadata: JsonRecord;
  readonly allowRetries: boolean;

  /** @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for options that it does not have */
  constructor(options: FailureOptions = {}) {
    checkThrownOptions(options, FAILURE);
    const { cause, description = reasonOf(cause), metadata = {}, allowRetries = true } = options;
    const bad = (name: string, given: unknown, remedy: string) =>
      badThrownOption({ of: FAILURE.of, name, given, remedy, cause });
    if (typeof description !== 'string') throw bad('description', description, "Give a text: 'No rows.'.");
    if (!isJsonRecord(metadata)) throw bad('metadata', metadata, 'Give a plain object of JSON data: { rows: 12 }.');
    if (typeof allowRetries !== 'boolean') throw bad('allowRetries', allowRetries, 'Give true or false.');
    super({ code: 'HOOKLINE_FAILURE', problem: description, remedy: '', cause });
    this.message = description;
    this.metadata = metadata;
    this.allowRetries = allowRetries;
  }
}

/** What a failure without a description says. */
function reasonOf(cause: unknown): string {
  if (isErrorLike(cause)) return messageOf(cause);
  return `A Failure was thrown without a description. Give one: ${FAILURE.example}.`;
}

/** Options of {@link RetryRequested}. */
export interface RetryRequestedOptions {
  /** Retries of the step that may have been made when this one is asked for; default 1. */
  readonly maxRetries?: number;
  /** Wait before the next attempt; default 0. */
  readonly delay?: Duration;
  /** What went wrong; hooks see it when no retry is left. */
  readonly cause?: unknown;
}

const RETRY_REQUESTED = {
  of: 'new RetryRequested()',
  names: ['maxRetries', 'delay', 'cause'],
  example: "new RetryRequested({ delay: '30s' })",
} as const;

const RETRY_WITHOUT_CAUSE =
  'A retry was requested without a cause. Give the error behind it: new RetryRequested({ cause: error }).';

/** Thrown by an op or a hook to be tried again; wins over any retry policy (S24). */
export class RetryRequested extends HooklineError {
  static {
    keepName(RetryRequested, 'RetryRequested');
  }

  readonly maxRetries: number;
  /** Milliseconds. */
  readonly delay: number;

  /** @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for options that it does not have, bad `maxRetries` or `delay` */
  constructor(options: RetryRequestedOptions = {}) {
    checkThrownOptions(options, RETRY_REQUESTED);
    const { maxRetries = 1, delay = 0, cause } = options;
    const message = isErrorLike(cause) ? `A retry was requested: ${messageOf(cause)}` : RETRY_WITHOUT_CAUSE;
    super({ code: 'HOOKLINE_RETRY_REQUESTED', problem: message, remedy: '', cause });
    this.message = message;
    if (!Number.isInteger(maxRetries) || maxRetries < 0) {
      const remedy = 'Give a whole number of at least 0.';
      throw badThrownOption({ of: RETRY_REQUESTED.of, name: 'maxRetries', given: maxRetries, remedy, cause });
    }
    this.maxRetries = maxRetries;
    this.delay = toMilliseconds(delay, "Option 'delay' of new RetryRequested()");
  }
}

interface Thrown {
  readonly of: string;
  readonly names: readonly string[];
  readonly example: string;
}

/** From JavaScript, `new Failure('No rows.')` or `{ descripton: 'No rows.' }` would silently lose what went wrong. */
function checkThrownOptions(options: unknown, { of, names, example }: Thrown): void {
  if (!isPlainObject(options)) {
    throw new InvalidDefinitionError({
      code: 'HOOKLINE_BAD_OPTION',
      problem: `Parameter 'options' of ${of} is ${describeValue(options)}.`,
      remedy: `Give a plain object, or nothing: ${example}.`,
      cause: options,
    });
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `Option '${unknown}' of ${of} does not exist.`,
    remedy: suggestName(unknown, names),
    cause: options['cause'],
  });
}

interface BadOption {
  readonly of: string;
  readonly name: string;
  readonly given: unknown;
  readonly remedy: string;
  /** What went wrong in the op is not lost over a mistake in telling it. */
  readonly cause: unknown;
}

function badThrownOption({ of, name, given, remedy, cause }: BadOption): InvalidDefinitionError {
  const problem = `Option '${name}' of ${of} is ${describeValue(given)}.`;
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem, remedy, cause });
}
