import { describeValue } from '../util/describe-value';
import { type Duration, toMilliseconds } from '../util/duration';
import { isErrorLike, messageOf } from '../util/error-text';
import type { JsonRecord } from '../util/json';
import { InvalidDefinitionError } from './definition-errors';
import { HooklineError, keepName } from './hookline-error';

/** Options of {@link Failure}. */
export interface FailureOptions {
  readonly description?: string;
  /** Shown in `opOutputMetadata` of the hooks of the step. */
  readonly metadata?: JsonRecord;
  /** `false` ends the step (or the delivery of a hook) at once, whatever its retry policy says; default `true`. */
  readonly allowRetries?: boolean;
  readonly cause?: unknown;
}

/** Thrown by an op or a hook where a plain error is not enough. */
export class Failure extends HooklineError {
  static {
    keepName(Failure, 'Failure');
  }

  readonly metadata: JsonRecord;
  readonly allowRetries: boolean;

  /** @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for something other than an object */
  constructor(options: FailureOptions = {}) {
    assertOptions(options, 'Failure', "{ description: 'No rows.' }");
    const { description = 'The op failed.', metadata = {}, allowRetries = true, cause } = options;
    super({ code: 'HOOKLINE_FAILURE', problem: description, remedy: '', cause });
    this.message = description;
    this.metadata = metadata;
    this.allowRetries = allowRetries;
  }
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

/** Thrown by an op or a hook to be tried again; wins over any retry policy (S24). */
export class RetryRequested extends HooklineError {
  static {
    keepName(RetryRequested, 'RetryRequested');
  }

  readonly maxRetries: number;
  /** Milliseconds. */
  readonly delay: number;

  /** @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for a bad `maxRetries` or `delay` */
  constructor(options: RetryRequestedOptions = {}) {
    assertOptions(options, 'RetryRequested', "{ delay: '30s' }");
    const { maxRetries = 1, delay = 0, cause } = options;
    const reason = isErrorLike(cause) ? `: ${messageOf(cause)}` : '.';
    super({ code: 'HOOKLINE_RETRY_REQUESTED', problem: `A retry was requested${reason}`, remedy: '', cause });
    this.message = `A retry was requested${reason}`;
    if (!Number.isInteger(maxRetries) || maxRetries < 0) {
      throw new InvalidDefinitionError({
        code: 'HOOKLINE_BAD_OPTION',
        problem: `maxRetries of RetryRequested is ${String(maxRetries)}.`,
        remedy: 'Give a whole number of at least 0.',
      });
    }
    this.maxRetries = maxRetries;
    this.delay = toMilliseconds(delay, 'delay of RetryRequested');
  }
}

/** From JavaScript, `new Failure('No rows.')` would silently lose what went wrong. */
function assertOptions(options: unknown, name: string, example: string): void {
  if (typeof options === 'object' && options !== null && !isErrorLike(options)) return;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `new ${name}() is given ${describeValue(options)}.`,
    remedy: `Give an object, or nothing: new ${name}(${example}).`,
  });
}
