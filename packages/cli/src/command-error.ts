import { HooklineError } from '@hookline/core';

/** What a {@link CommandError} is made of: `message` becomes `problem` and `remedy`. */
export interface CommandErrorSpec {
  /** `HOOKLINE_USAGE`: what was typed is wrong; `HOOKLINE_BAD_PROJECT`: what was found is. */
  readonly code: 'HOOKLINE_USAGE' | 'HOOKLINE_BAD_PROJECT';
  readonly problem: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

/** A command cannot begin: it is printed, and the command ends with exit code 2. */
export class CommandError extends HooklineError {
  static {
    // Minifiers change it, and people look for it.
    Object.defineProperty(CommandError, 'name', { value: 'CommandError', configurable: true });
  }

  constructor(spec: CommandErrorSpec) {
    super(spec);
    // What a module threw is told in lines of its own, and then what to do.
    if (spec.problem.includes('\n')) this.message = `${spec.problem}\n${spec.remedy}`;
  }
}

/** The error for something that was typed wrongly. */
export function usageError(problem: string, remedy: string): CommandError {
  return new CommandError({ code: 'HOOKLINE_USAGE', problem, remedy });
}

/** The error for a config file or definitions that cannot be used. */
export function projectError(problem: string, remedy: string, cause?: unknown): CommandError {
  return new CommandError({ code: 'HOOKLINE_BAD_PROJECT', problem, remedy, cause });
}
