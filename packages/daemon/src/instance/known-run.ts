import { InvalidInvocationError } from '@hookline/core';

/** For a `runId` that is given to a second run. */
export function knownRun(runId: string): InvalidInvocationError {
  return new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `There is a run '${runId}' in the instance already.`,
    remedy: 'Give another runId, or leave it out.',
  });
}
