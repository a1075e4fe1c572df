import { checkErrorArguments } from './check-error-arguments';
import { HooklineError, keepName } from './hookline-error';

// Declared beside its base, which throws it for arguments of its own.
export { InvalidInvocationError } from './hookline-error';

/** A class, job, hook or resource is defined wrongly. Thrown at decoration, or when the job is defined or bound. */
export class InvalidDefinitionError extends HooklineError {
  static {
    keepName(InvalidDefinitionError, 'InvalidDefinitionError');
  }
}

/** A resource is read that `requiredResourceKeys` does not name; never retried. */
export class UnknownResourceError extends HooklineError {
  static {
    keepName(UnknownResourceError, 'UnknownResourceError');
  }
}

/** A defect of Hookline itself. */
export class InvariantError extends HooklineError {
  static {
    keepName(InvariantError, 'InvariantError');
  }

  constructor(problem: string, cause?: unknown) {
    checkErrorArguments('InvariantError', { texts: { problem } });
    const remedy = 'This is a defect of Hookline: please report it with the stack.';
    super({ code: 'HOOKLINE_INVARIANT', problem, remedy, cause, isDefect: true });
  }
}
