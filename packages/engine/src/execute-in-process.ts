import { InvalidInvocationError } from '@hookline/core';
import { isJobDefinition, type JobDefinition, notAJob } from '@hookline/core/spi';
import type { EnginePorts } from './engine-ports';
import { checkExecuteOptions, type ExecuteOptions } from './execute-options';
import { EXECUTE } from './instance-handle';
import type { Result } from './result';
import { type AnyOptions, createRunner } from './runner';

/**
 * Runs a job in this process and waits for its hooks; stored only on an `instance`.
 * @returns how the run went; with `raiseOnError: false` also when it failed
 * @throws the first failed step's own error (`resultOf(error)` gives the result), a cancelled run's reason, or before
 * there is a run InvalidConfigError, InvalidDefinitionError (missing resources), InvalidInvocationError
 */
export type ExecuteInProcess = <R, I>(
  job: JobDefinition<R, I>,
  options?: ExecuteOptions<NoInfer<R>, NoInfer<I>>,
) => Promise<Result>;

/**
 * The `executeInProcess` of a process: all its runs share one scheduler, unless a run brings a clock of its own.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a port that is missing or another thing
 */
export function createExecutor(ports: EnginePorts): ExecuteInProcess {
  const runner = createRunner(ports);
  return async (job, options = {}) => {
    if (!isJobDefinition(job)) throw notAJob(job, 'executeInProcess()');
    checkExecuteOptions(options);
    if (options.instance) return options.instance[EXECUTE](job, options as AnyOptions);
    if (options.resume === 'auto') throw resumeWithoutInstance();
    return runner.run(await runner.prepare(job, options as AnyOptions));
  };
}

function resumeWithoutInstance(): InvalidInvocationError {
  return new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem:
      "Option 'resume' of executeInProcess() needs the option 'instance': without a store there is nothing to go on from.",
    remedy: "Give instance: await openInstance('sqlite:.hookline/hookline.db'), or leave resume out.",
  });
}
