import { randomUUID } from 'node:crypto';
import { createExecutor, memorySink, systemClock } from '@hookline/engine';
import { processPorts } from './process-ports';

/**
 * Runs a job in this process and waits for its hooks; stored only on an `instance`.
 *
 * Resolves with how the run went. A run that fails throws its first failed step's own error after the hooks
 * (`resultOf(error)` gives the result), unless `raiseOnError: false`; a cancelled one throws the reason of the signal.
 * Before there is a run, bad run config throws InvalidConfigError, a missing resource InvalidDefinitionError, a bad
 * argument InvalidInvocationError.
 * @example const result = await executeInProcess(job, { runConfig: await loadRunConfig('prod.yaml') });
 */
export const executeInProcess = createExecutor({
  ...processPorts,
  clock: systemClock,
  sink: memorySink,
  storeGrace: 30_000,
  newRunId: randomUUID,
});
