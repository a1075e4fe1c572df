// Samples of docs/concepts/running.md.
import { abortOnSignals, defineJob, executeInProcess, type RunEvent, resultOf } from 'hookline';
import { Orders } from './orders';

const job = defineJob(Orders, 'compared');

export async function execute(print: (line: string) => void): Promise<void> {
  // #region result
  const result = await executeInProcess(job, { inputs: { discount: 0.1 }, raiseOnError: false });

  print(result.status); // 'success'
  print(String(result.outputFor('largest'))); // 36
  for (const [key, step] of Object.entries(result.steps))
    print(`${key}: ${step.status} after ${step.attempts} attempts`);
  // #endregion
}

export async function executeAndCatch(): Promise<string> {
  // #region raise
  try {
    await executeInProcess(job, { opSelection: ['*largest'] });
    return 'success';
  } catch (error) {
    // The very object that the op threw; its hooks have run.
    return resultOf(error)?.status ?? 'there was no run';
  }
  // #endregion
}

export function executeUntilSignal(print: (line: string) => void) {
  // #region events
  const onEvent = (event: RunEvent) => {
    if (event.type === 'step.succeeded') print(`${event.stepKey} took ${event.duration.toFixed(0)} ms`);
    if (event.type === 'step.failed') print(`${event.stepKey} failed: ${event.error.message}`);
    if (event.type === 'hook.failed') print(`hook ${event.hookName} failed: ${event.error.message}`);
  };
  return executeInProcess(job, { signal: abortOnSignals(), gracePeriod: '5s', onEvent, raiseOnError: false });
  // #endregion
}
