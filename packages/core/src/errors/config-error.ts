import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { wrongArgument } from '../util/wrong-argument';
import { checkErrorArguments } from './check-error-arguments';
import { HooklineError, keepName } from './hookline-error';

/** What is wrong with one place of a run config (S29). */
export type ConfigProblemCode = 'missing' | 'unexpected' | 'type' | 'value' | 'env';

/** A place in a YAML file; `line` and `column` count from 1, columns in UTF-16 units as editors do. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One problem of a run config. */
export interface ConfigProblem {
  readonly code: ConfigProblemCode;
  /** Dotted path from the root: `resources.slack.config.token`. */
  readonly path: string;
  readonly message: string;
  /** Present when the value came from YAML. */
  readonly position?: SourcePosition;
}

/** What an {@link InvalidConfigError} is made of. */
export interface InvalidConfigSpec {
  /** The whole text for people: a heading and one line per problem. */
  readonly report: string;
  readonly errors: readonly ConfigProblem[];
  readonly cause?: unknown;
}

/** All problems of one run config document in one report; `errors` holds at most 1,000 of them. */
export class InvalidConfigError extends HooklineError {
  static {
    keepName(InvalidConfigError, 'InvalidConfigError');
  }

  readonly errors: readonly ConfigProblem[];

  constructor(spec: InvalidConfigSpec) {
    checkSpec(spec);
    const { report, errors, cause } = spec;
    super({ code: 'HOOKLINE_INVALID_CONFIG', problem: report, remedy: '', cause });
    this.message = report;
    this.errors = errors;
  }
}

function checkSpec(spec: InvalidConfigSpec): void {
  const of = 'new InvalidConfigError()';
  if (!isPlainObject(spec)) {
    const remedy = "Give an object: { report: 'Invalid run config: ...', errors: [] }.";
    throw wrongArgument({ parameter: 'spec', of, given: spec, remedy });
  }
  checkErrorArguments('InvalidConfigError', { texts: { report: spec.report } });
  if (holds(() => Array.isArray(spec.errors))) return;
  throw wrongArgument({ parameter: 'errors', of, given: spec.errors, remedy: 'Give a list of config problems.' });
}
