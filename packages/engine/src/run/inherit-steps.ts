import type { StepOutput } from '@hookline/core/spi';
import type { Journal } from './journal';

/**
 * Tells what a parent run has done as events of this run, without attempts and hooks: its state is then a fold of its own
 * events, whatever becomes of the parent.
 */
export function inheritSteps(journal: Journal, outputs: readonly StepOutput[]): void {
  for (const [at, { stepKey, output, keys, stored }] of outputs.entries()) {
    const head = () => ({
      runId: journal.runId,
      seq: journal.nextSeq(),
      at: journal.now(),
      stepKey,
      attempt: 0,
    });
    journal.append({ type: 'step.output', ...head(), output, keys, ...(stored && { stored }) });
    const last = outputs[at + 1]?.stepKey !== stepKey;
    if (last) journal.append({ type: 'step.succeeded', ...head(), duration: 0 });
  }
}
