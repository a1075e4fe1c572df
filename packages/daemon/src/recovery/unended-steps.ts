import type { PlanStep, StepState } from '@hookline/core/spi';
import type { StoredRun } from '../runs/load-run';

/** A step of a stored run that has not ended. */
export interface UnendedStep {
  readonly key: string;
  /** Index into the plan. */
  readonly index: number;
  readonly plan: PlanStep;
  readonly state: StepState;
}

const UNENDED: ReadonlySet<StepState['status']> = new Set(['pending', 'running', 'retrying']);

/**
 * The steps of a run that have not ended, in the order of the plan. One inside of a map whose keys are not known yet is
 * one step under its plain key.
 */
export function unendedSteps({ snapshot, state }: Pick<StoredRun, 'snapshot' | 'state'>): readonly UnendedStep[] {
  return snapshot.steps.flatMap((plan, index) => {
    const keys = state.expandedSteps.get(plan.key) ?? [plan.key];
    const steps = keys.map((key) => ({ key, index, plan, state: state.steps.get(key) as StepState }));
    return steps.filter((step) => UNENDED.has(step.state.status));
  });
}
