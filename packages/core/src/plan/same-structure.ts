import type { PlanInput, PlanSnapshot, PlanStep } from './plan';

/** What has to be equal for a run to go on: which steps there are, and what each takes and gives. */
function structureOf({ key, op, inputs, upstream, outputs, multiple, dynamic, scope }: PlanStep): string {
  return JSON.stringify({ key, op, inputs, upstream, outputs, multiple, dynamic, scope });
}

/** A constant is stored without the secrets in it: of one that held some, only that it is one can be compared. */
function differ(stored: PlanStep, present: PlanStep): boolean {
  if (structureOf(stored) === structureOf(present)) return false;
  if (!JSON.stringify(stored.inputs).includes(MASK)) return true;
  const inputs = present.inputs.map((input, at) => likeStored(input, stored.inputs[at]));
  return structureOf(stored) !== structureOf({ ...present, inputs });
}

const MASK = '•••';

function likeStored(present: PlanInput, stored: PlanInput | undefined): PlanInput {
  if (present.kind === 'list' && stored?.kind === 'list')
    return { ...present, items: present.items.map((item, at) => likeStored(item, stored.items[at])) };
  const isMasked = stored?.kind === 'constant' && JSON.stringify(stored.value)?.includes(MASK);
  return isMasked && present.kind === 'constant' ? stored : present;
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
    if (differ(step, same)) return `its step '${step.key}' is wired in another way.`;
  }
  return added && `it has a new step '${added.key}'.`;
}
