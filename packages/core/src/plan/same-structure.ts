import type { PlanSnapshot, PlanStep } from './plan';

/** What has to be equal for a run to go on: which steps there are, and what each takes and gives. */
function structureOf({ key, op, inputs, upstream, outputs, multiple, dynamic, scope }: PlanStep): string {
  return JSON.stringify({ key, op, inputs, upstream, outputs, multiple, dynamic, scope });
}

/**
 * The first difference between the steps of a stored plan and of the code as it is now, as a sentence; undefined where a
 * run can go on (D10). Hooks and their options may differ.
 */
export function sameStructure(stored: PlanSnapshot, present: PlanSnapshot): string | undefined {
  const now = new Map(present.steps.map((step) => [step.key, step]));
  const then = new Set(stored.steps.map(({ key }) => key));
  const added = present.steps.find(({ key }) => !then.has(key));
  for (const step of stored.steps) {
    const same = now.get(step.key);
    if (!same) return `it has no step '${step.key}' any more.`;
    if (structureOf(step) !== structureOf(same)) return `its step '${step.key}' is wired in another way.`;
  }
  return added && `it has a new step '${added.key}'.`;
}
