import { HooklineError } from './hookline-error';

/** A class, job, hook or resource is defined wrongly. Thrown at decoration, or when the job is defined or bound. */
export class InvalidDefinitionError extends HooklineError {}

/** A function of ours is called with arguments that it cannot take. */
export class InvalidInvocationError extends HooklineError {}

/** A resource is read that `requiredResourceKeys` does not name; never retried. */
export class UnknownResourceError extends HooklineError {}

/** A defect of Hookline itself. */
export class InvariantError extends HooklineError {
  constructor(problem: string, cause?: unknown) {
    const remedy = 'This is a defect of Hookline: please report it with the stack.';
    super({ code: 'HOOKLINE_INVARIANT', problem, remedy, cause, isDefect: true });
  }
}
