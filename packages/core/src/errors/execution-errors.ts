import { describeValue } from '../util/describe-value';
import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { wrongArgument } from '../util/wrong-argument';
import type { ErrorCode } from './catalogue';
import { checkErrorArguments } from './check-error-arguments';
import { HooklineError, keepName } from './hookline-error';

/** An op did not produce what it declares (S23, S25); the step fails with kind `framework`. */
export class InvalidOutputError extends HooklineError {
  static {
    keepName(InvalidOutputError, 'InvalidOutputError');
  }
}

/**
 * User code threw something that is no Error, or an Error that throws when it is read; the thrown value is `cause` (S20).
 */
export class NonErrorThrown extends HooklineError {
  static {
    keepName(NonErrorThrown, 'NonErrorThrown');
  }

  constructor(thrown: unknown, place: string) {
    checkErrorArguments('NonErrorThrown', { texts: { place } });
    const what = isInstanceOfError(thrown)
      ? 'an Error that throws when its message, name, code or cause is read'
      : `${describeThrown(thrown)}, which is not an Error`;
    super({
      code: 'HOOKLINE_NON_ERROR_THROWN',
      problem: `${place} threw ${what}.`,
      remedy: 'Throw an Error, so that it has a message and a stack.',
      cause: thrown,
    });
  }
}

/** An op did not settle within its `timeout`; `signal` was aborted with this error (S27). */
export class OpTimeoutError extends HooklineError {
  static {
    keepName(OpTimeoutError, 'OpTimeoutError');
  }

  constructor(stepKey: string, timeout: number) {
    checkErrorArguments('OpTimeoutError', { texts: { stepKey }, numbers: { timeout } });
    super(timeoutSpec('HOOKLINE_OP_TIMEOUT', `Step '${stepKey}' did not end within its timeout of ${timeout} ms.`));
  }
}

/** A hook did not settle within its `timeout` (S16). */
export class HookTimeoutError extends HooklineError {
  static {
    keepName(HookTimeoutError, 'HookTimeoutError');
  }

  constructor(hookName: string, timeout: number) {
    checkErrorArguments('HookTimeoutError', { texts: { hookName }, numbers: { timeout } });
    super(timeoutSpec('HOOKLINE_HOOK_TIMEOUT', `Hook '${hookName}' did not end within its timeout of ${timeout} ms.`));
  }
}

/** A hook was stopped before its own timeout: its run was cancelled, or `hookWait` was over (S15, S27). */
export class HookStoppedError extends HooklineError {
  static {
    keepName(HookStoppedError, 'HookStoppedError');
  }

  constructor(hookName: string, limit: number) {
    checkErrorArguments('HookStoppedError', { texts: { hookName }, numbers: { limit } });
    super({
      code: 'HOOKLINE_HOOK_STOPPED',
      problem: `Hook '${hookName}' was stopped ${limit} ms after the end of its run.`,
      remedy: 'Hooks of a cancelled run get 5 s; retries of hooks get what the option hookWait says.',
    });
  }
}

/** Nothing is left to do in the process, so the op can never settle; the step fails with kind `framework`. */
export class StalledError extends HooklineError {
  static {
    keepName(StalledError, 'StalledError');
  }

  constructor(stepKeys: readonly string[]) {
    if (!holds(() => stepKeys.every((key) => typeof key === 'string'))) {
      const remedy = "Give a list of step keys: ['load'].";
      throw wrongArgument({ parameter: 'stepKeys', of: 'new StalledError()', given: stepKeys, remedy });
    }
    const steps = stepKeys.map((key) => `'${key}'`).join(', ');
    super({
      code: 'HOOKLINE_STALLED',
      problem: `Step ${steps} can never end: the process has nothing left that could settle its promise.`,
      remedy: 'Look for a promise that is never resolved, or a timer or socket that was unref()ed.',
    });
  }
}

/** What a {@link ResourceTimeoutError} tells. */
export interface ResourceTimeoutSpec {
  readonly key: string;
  readonly phase: 'open' | 'close';
  /** Milliseconds. */
  readonly timeout: number;
}

/** A resource did not open or close within its `timeout` (S16). */
export class ResourceTimeoutError extends HooklineError {
  static {
    keepName(ResourceTimeoutError, 'ResourceTimeoutError');
  }

  constructor(spec: ResourceTimeoutSpec) {
    checkTimeoutSpec(spec);
    const { key, phase, timeout } = spec;
    const problem = `Resource '${key}' did not ${phase} within its timeout of ${timeout} ms.`;
    // `dispose` gets no signal that it could pass on.
    const remedy = phase === 'open' ? CREATE_REMEDY : DISPOSE_REMEDY;
    super({ code: 'HOOKLINE_RESOURCE_TIMEOUT', problem, remedy });
  }
}

/** The `create` of a logger did not settle; there is no run. */
export class LoggerTimeoutError extends HooklineError {
  static {
    keepName(LoggerTimeoutError, 'LoggerTimeoutError');
  }

  constructor(name: string, timeout: number) {
    checkErrorArguments('LoggerTimeoutError', { texts: { name }, numbers: { timeout } });
    super({
      code: 'HOOKLINE_LOGGER_TIMEOUT',
      problem: `create of logger '${name}' did not settle within ${timeout} ms.`,
      remedy: 'See what it waits for, or return a logger that connects later.',
    });
  }
}

/** A run did not end within the `timeout` of its job. */
export class RunTimeoutError extends HooklineError {
  static {
    keepName(RunTimeoutError, 'RunTimeoutError');
  }

  constructor(jobName: string, timeout: number) {
    checkErrorArguments('RunTimeoutError', { texts: { jobName }, numbers: { timeout } });
    super(timeoutSpec('HOOKLINE_RUN_TIMEOUT', `The run of job '${jobName}' did not end within ${timeout} ms.`));
  }
}

/** A run was cancelled by a signal whose reason is no Error. */
export class RunCancelledError extends HooklineError {
  static {
    keepName(RunCancelledError, 'RunCancelledError');
  }

  constructor(jobName: string, reason: unknown) {
    checkErrorArguments('RunCancelledError', { texts: { jobName } });
    super({
      code: 'HOOKLINE_CANCELLED',
      problem: `The run of job '${jobName}' was cancelled.`,
      remedy: 'Abort with an Error as reason to see it here instead.',
      cause: reason,
    });
  }
}

/** Events could not be committed within `storeGrace`; the engine has stopped and written nothing more (D3). */
export class StoreUnavailableError extends HooklineError {
  static {
    keepName(StoreUnavailableError, 'StoreUnavailableError');
  }

  constructor(grace: number, cause: unknown) {
    checkErrorArguments('StoreUnavailableError', { numbers: { grace } });
    super({
      code: 'HOOKLINE_STORE_UNAVAILABLE',
      problem: `Events could not be stored for ${grace} ms; the run was given up.`,
      remedy: 'Look at the cause, mend the store and run the job again.',
      cause,
    });
  }
}

/** Loading an input or storing an output failed; the step fails with kind `io`. */
export class IoError extends HooklineError {
  static {
    keepName(IoError, 'IoError');
  }

  constructor(problem: string, cause: unknown) {
    checkErrorArguments('IoError', { texts: { problem } });
    super({ code: 'HOOKLINE_IO', problem, remedy: 'The cause tells what the IO manager met.', cause });
  }
}

function checkTimeoutSpec(spec: ResourceTimeoutSpec): void {
  const of = 'new ResourceTimeoutError()';
  if (!isPlainObject(spec)) {
    const remedy = "Give an object: { key: 'db', phase: 'open', timeout: 1_000 }.";
    throw wrongArgument({ parameter: 'spec', of, given: spec, remedy });
  }
  checkErrorArguments('ResourceTimeoutError', { texts: { key: spec.key }, numbers: { timeout: spec.timeout } });
  if (['open', 'close'].includes(spec.phase)) return;
  throw wrongArgument({ parameter: 'phase', of, given: spec.phase, remedy: "Give 'open' or 'close'." });
}

const CREATE_REMEDY =
  'Raise the timeout of the resource, or pass the signal that create gets on to what takes so long.';
const DISPOSE_REMEDY = 'Raise the timeout of the resource, or see what dispose waits for.';

function timeoutSpec(code: ErrorCode, problem: string) {
  return { code, problem, remedy: 'Raise the timeout, or pass context.signal on to what takes so long.' };
}

function describeThrown(thrown: unknown): string {
  return typeof thrown === 'string' ? `the string '${thrown.slice(0, 200)}'` : describeValue(thrown);
}

/** A proxy can refuse even that question. */
function isInstanceOfError(thrown: unknown): boolean {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}
