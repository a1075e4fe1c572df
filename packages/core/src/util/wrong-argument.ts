import { type ErrorSpec, InvalidInvocationError } from '../errors/hookline-error';
import { describeValue } from './describe-value';

/** A value that a parameter of a function of ours cannot take. */
export interface WrongArgument {
  /** Its name in the signature. */
  readonly parameter: string;
  /** The function: `env()`, `new Failure()`. */
  readonly of: string;
  readonly given: unknown;
  /** What to give instead, with an example: `Give the name of a variable: env('SLACK_TOKEN').` */
  readonly remedy: string;
}

/** The error for a wrong argument of a call. */
export function wrongArgument(wrong: WrongArgument): InvalidInvocationError {
  return new InvalidInvocationError(wrongArgumentSpec(wrong));
}

const HINT = ' (undefined: do files import each other?)';

/** The remedy without its question about circular imports where something else than undefined was given. */
export function fitHint(remedy: string, given: unknown): string {
  return given === undefined ? remedy : remedy.replace(HINT, '');
}

/** What such an error is made of. */
export function wrongArgumentSpec({ parameter, of, given, remedy }: WrongArgument): ErrorSpec {
  const problem = `Parameter '${parameter}' of ${of} is ${describeValue(given)}.`;
  return { code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy: fitHint(remedy, given) };
}
