import { describeValue } from '../util/describe-value';
import { isPlainObject } from '../util/plain-object';
import { ERROR_CATALOGUE, type ErrorCode } from './catalogue';

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

  /** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for something other than a spec with a known code */
  constructor(spec: ErrorSpec) {
    if (!isSpec(spec)) throw badSpec(new.target.name, spec);
    const { code, problem, remedy, cause, isDefect = false } = spec;
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

/** A function of ours is called with arguments that it cannot take. */
export class InvalidInvocationError extends HooklineError {
  static {
    keepName(InvalidInvocationError, 'InvalidInvocationError');
  }
}

function isSpec(spec: unknown): spec is ErrorSpec {
  if (!isPlainObject(spec)) return false;
  const { code, problem, remedy } = spec;
  if (typeof code !== 'string' || typeof problem !== 'string' || typeof remedy !== 'string') return false;
  return Object.hasOwn(ERROR_CATALOGUE, code);
}

function badSpec(name: string, given: unknown): InvalidInvocationError {
  return new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `Parameter 'spec' of new ${name}() is ${describeValue(given)}.`,
    remedy:
      "Give { code, problem, remedy }, with a code of Hookline's: { code: 'HOOKLINE_IO', problem: '...', remedy: '...' }.",
  });
}

const DEEPEST = 100;
const FRAME = /^\s+at /;
const OURS =
  /[\\/](?:(?:@hookline|packages)[\\/](?:core|engine|testing|hookline|slack)|node_modules[\\/]hookline)[\\/](?:dist|src)[\\/]/;

/** The stack without frames of our packages, unless nothing else is in it. */
function stackOfUser(stack: string, limit: number): string {
  const lines = stack.split('\n');
  const frames = lines.filter((line) => FRAME.test(line));
  const ofUser = frames.filter((line) => !OURS.test(line));
  const kept = ofUser.length > 0 ? ofUser : frames;
  return [...lines.filter((line) => !FRAME.test(line)), ...kept.slice(0, limit)].join('\n');
}
