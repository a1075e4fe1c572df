import type { ConfigProblem, ConfigProblemCode, InvalidConfigError } from '../errors/config-error';
import { didYouMean } from '../util/did-you-mean';
import { invalidConfig } from './config-report';
import { type ConfigPath, locate } from './locate';

const LONGEST_KEY = 60;
const MOST_ALLOWED = 20;
/** Words that are compared, all together: looking for similar ones is slow where there are many. */
const MOST_COMPARED = 100_000;

/** Gathers the problems of one run config, with their places (S29, S30). */
export class ConfigProblems {
  private readonly found: ConfigProblem[] = [];
  private compared = 0;

  /** @param root the whole config, whose objects know their places; undefined for config that has no file */
  constructor(private readonly root: unknown) {}

  get all(): readonly ConfigProblem[] {
    return this.found;
  }

  add(code: ConfigProblemCode, path: ConfigPath, message: string): void {
    const spot = code === 'unexpected' ? 'key' : code === 'missing' ? 'nearest' : 'value';
    const position = locate(this.root, path, spot);
    this.found.push({ code, path: pathText(path), message, ...(position && { position }) });
  }

  /** A key that must not be there. */
  addUnexpected(path: ConfigPath, allowed: readonly string[]): void {
    const hint = this.compared < MOST_COMPARED ? `; ${allowedText(path.at(-1) ?? '', allowed)}` : '';
    this.compared += allowed.length;
    this.add('unexpected', path, `unexpected field${hint}`);
  }

  /** Takes over problems that are told elsewhere. */
  include(problems: readonly ConfigProblem[]): void {
    for (const problem of problems) this.found.push(problem);
  }

  /** One error with all problems, headed by the job. */
  toError(jobName: string): InvalidConfigError {
    return invalidConfig({ heading: `Error in config for job ${jobName}`, problems: this.found });
  }
}

/** `did you mean "token"?`, or the keys that may stand there. */
function allowedText(key: string, allowed: readonly string[]): string {
  const near = didYouMean(key, allowed);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (allowed.length === 0) return 'nothing can be set here';
  const more = allowed.length > MOST_ALLOWED ? ` and ${allowed.length - MOST_ALLOWED} more` : '';
  return `allowed: ${allowed.slice(0, MOST_ALLOWED).join(', ')}${more}`;
}

/** A dotted path; keys that are no plain words are quoted. */
export function pathText(path: ConfigPath): string {
  return path.map(keyText).join('.');
}

function keyText(key: string): string {
  const short = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
  return /^[\w$…-]+$/.test(short) ? short : JSON.stringify(short);
}
