import type { Journal } from './journal';
import type { InheritedStep } from './run-spec';

/**
 * Tells what a parent run has done as events of this run, without attempts and hooks: its state is then a fold of its own
 * events, whatever becomes of the parent.
 */
export function inheritSteps(journal: Journal, steps: readonly InheritedStep[]): void {
  for (const { stepKey, outputs } of steps) {
    const head = () => ({ runId: journal.runId, seq: journal.nextSeq(), at: journal.now(), stepKey, attempt: 0 });
    for (const { output, keys, stored } of outputs)
      journal.append({ type: 'step.output', ...head(), output, keys, ...(stored && { stored }) });
    journal.append({ type: 'step.succeeded', ...head(), duration: 0 });
  }
}
