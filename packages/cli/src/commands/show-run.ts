import type { Instance } from '@hookline/daemon';
import { type ExitCode, exitCodeOf } from '../exit-code';
import { nextSteps } from '../views/next-steps';
import { runTree } from '../views/run-details';
import type { CommandContext } from './command-context';

/** What is shown of a run that this command executed. */
export interface EndedRun {
  readonly instance: Instance;
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** Shows how a run ended, as the store has it, and what can be done about it. */
export async function showEnd({ output }: CommandContext, { instance, runId, signal }: EndedRun): Promise<ExitCode> {
  const run = await instance.runs.get(runId);
  output.result(run, (look) => runTree(run, look));
  output.say(...nextSteps(run, output.messageLook));
  return exitCodeOf(run.status, signal);
}

/** Tells what happens now when the user asks a run to end. */
export function announceCancel({ output }: CommandContext, signal: AbortSignal): void {
  const text = 'Cancelling: what runs gets its grace period. Once more ends the process at once.';
  signal.addEventListener('abort', () => output.say(text), { once: true });
}
