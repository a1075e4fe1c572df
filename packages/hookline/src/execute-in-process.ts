import { randomUUID } from 'node:crypto';
import { createExecutor, memorySink, systemClock } from '@hookline/engine';
import { createConsoleLogger } from './console-logger';

/**
 * Runs a job in this process and waits for its hooks; nothing is stored.
 *
 * Resolves with how the run went. A run that fails throws its first failed step's own error after the hooks
 * (`resultOf(error)` gives the result), unless `raiseOnError: false`; a cancelled one throws the reason of the signal.
 * Before there is a run, bad run config throws InvalidConfigError, a missing resource InvalidDefinitionError, a bad
 * argument InvalidInvocationError.
 * @example const result = await executeInProcess(job, { runConfig: await loadRunConfig('prod.yaml') });
 */
export const executeInProcess = createExecutor({
  clock: systemClock,
  sink: memorySink,
  storeGrace: 30_000,
  random: Math.random,
  newRunId: randomUUID,
  env: (name) => process.env[name],
  consoleLogger: createConsoleLogger,
  watchIdle: (stalled) => {
    process.on('beforeExit', stalled);
    return () => process.off('beforeExit', stalled);
  },
});
