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

/** All problems of one run config document in one report; `errors` holds at most 1,000 of them. */
export class InvalidConfigError extends HooklineError {
  static {
    keepName(InvalidConfigError, 'InvalidConfigError');
  }

  readonly errors: readonly ConfigProblem[];

  /** `report` is the whole text for people: a heading and one line per problem. */
  constructor({ report, errors, cause }: { report: string; errors: readonly ConfigProblem[]; cause?: unknown }) {
    super({ code: 'HOOKLINE_INVALID_CONFIG', problem: report, remedy: '', cause });
    this.message = report;
    this.errors = errors;
  }
}
