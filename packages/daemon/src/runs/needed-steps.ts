import type { PlanInput, StepState } from '@hookline/core/spi';
import type { StoredRun } from './load-run';

const ENDED: ReadonlySet<StepState['status']> = new Set(['success', 'failure', 'skipped', 'notExecuted', 'cancelled']);

/** Keys of the steps whose values steps take that have not ended: what a run needs that goes on. */
export function neededSteps({ snapshot, state }: Pick<StoredRun, 'snapshot' | 'state'>): ReadonlySet<string> {
  const keysOf = (key: string) => state.expandedSteps.get(key) ?? [key];
  const isOpen = (key: string) => !ENDED.has(state.steps.get(key)?.status ?? 'pending');
  const open = snapshot.steps.filter(({ key }) => keysOf(key).some(isOpen));
  const sources = new Set(open.flatMap(({ inputs }) => inputs.flatMap(sourcesOf)));
  return new Set([...sources].flatMap((index) => keysOf(snapshot.steps[index]?.key ?? '')));
}

/** Plan indices of the steps that an input takes values of. */
function sourcesOf(input: PlanInput): readonly number[] {
  if (input.kind === 'list') return input.items.flatMap(sourcesOf);
  return input.kind === 'output' || input.kind === 'collect' ? [input.step] : [];
}
