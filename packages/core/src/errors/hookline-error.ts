import type { ErrorCode } from './catalogue';

/** What an error of ours is made of: `message` becomes `problem` and `remedy` in one line. */
export interface ErrorSpec {
  readonly code: ErrorCode;
  /** What is wrong, with the place: `'SlackHooks.notify' is an instance method.` */
  readonly problem: string;
  /** What to do about it: `Make it static.` */
  readonly remedy: string;
  readonly cause?: unknown;
  /** Keep frames of our own packages in the stack: for a defect of ours. */
  readonly isDefect?: boolean;
}

/**
 * Base of every error of ours. Tell them by `code`, not by `instanceof`: two copies of the package have two classes.
 * The stack begins with the line of the user that led to it.
 */
export abstract class HooklineError extends Error {
  readonly code: ErrorCode;

  constructor({ code, problem, remedy, cause, isDefect = false }: ErrorSpec) {
    // Our own frames would else fill the few that are kept.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = DEEPEST;
    super(`${problem} ${remedy}`, cause === undefined ? undefined : { cause });
    Error.stackTraceLimit = limit;
    this.code = code;
    this.name = new.target.name;
    if (!isDefect && this.stack !== undefined) this.stack = stackOfUser(this.stack, limit);
  }
}

/** Pins the name of an error class, which minifiers change: logs and alerts read `error.name`. */
export function keepName(errorClass: abstract new (...args: never) => HooklineError, name: string): void {
  Object.defineProperty(errorClass, 'name', { value: name, configurable: true });
}

const DEEPEST = 100;
const FRAME = /^\s+at /;
const OURS = /[\\/](?:@hookline|packages)[\\/](?:core|engine|testing)[\\/](?:dist|src)[\\/]/;

/** The stack without frames of our packages, unless nothing else is in it. */
function stackOfUser(stack: string, limit: number): string {
  const lines = stack.split('\n');
  const frames = lines.filter((line) => FRAME.test(line));
  const ofUser = frames.filter((line) => !OURS.test(line));
  const kept = ofUser.length > 0 ? ofUser : frames;
  return [...lines.filter((line) => !FRAME.test(line)), ...kept.slice(0, limit)].join('\n');
}
