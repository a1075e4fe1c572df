import type { ErrorCode } from './catalogue';

/** What an error of ours is made of: `message` becomes `problem` and `remedy` in one line. */
export interface ErrorSpec {
  readonly code: ErrorCode;
  /** What is wrong, with the place: `'SlackHooks.notify' is an instance method.` */
  readonly problem: string;
  /** What to do about it: `Make it static.` */
  readonly remedy: string;
  readonly cause?: unknown;
}

/**
 * Base of every error of ours. Tell them by `code`, not by `instanceof`: two copies of the package have two classes.
 */
export abstract class HooklineError extends Error {
  readonly code: ErrorCode;

  constructor({ code, problem, remedy, cause }: ErrorSpec) {
    super(`${problem} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.name = new.target.name;
  }
}
