import type { PlanInput, PlanSnapshot, PlanStep } from './plan';

/**
 * What of the structure of a job is not as it was when its run began, in words, or `undefined` where the run can go on:
 * steps and their order, ops, edges, outputs, dynamic steps and maps. All else may differ: a run goes on with the hooks,
 * policies, constants and tags of its own snapshot (D10).
 * @param stored of the run
 * @param present of the code
 * @example `step 'load' is gone`
 */
export function sameStructure(stored: PlanSnapshot, present: PlanSnapshot): string | undefined {
  return (
    otherSteps(stored.steps, present.steps) ??
    firstOf(stored.steps, (step, i) => otherStep(step, { stored, present, i }))
  );
}

/** Equal keys at equal indices are what makes the indices of edges comparable. */
function otherSteps(stored: readonly PlanStep[], present: readonly PlanStep[]): string | undefined {
  const before = new Set(stored.map(({ key }) => key));
  const now = new Set(present.map(({ key }) => key));
  const gone = stored.find(({ key }) => !now.has(key));
  if (gone) return `step '${gone.key}' is gone`;
  const added = present.find(({ key }) => !before.has(key));
  if (added) return `step '${added.key}' is new`;
  const moved = stored.find(({ key }, i) => present[i]?.key !== key);
  return moved && `step '${moved.key}' stands at another place`;
}

interface Pair {
  readonly stored: PlanSnapshot;
  readonly present: PlanSnapshot;
  readonly i: number;
}

function otherStep(before: PlanStep, { stored, present, i }: Pair): string | undefined {
  const now = present.steps[i] as PlanStep;
  const of = `step '${before.key}'`;
  if (before.op !== now.op) return `${of} runs op '${now.op}', before '${before.op}'`;
  if (before.dynamic !== now.dynamic) return `${of} is ${now.dynamic ? 'dynamic now' : 'no longer dynamic'}`;
  const [outputs, was] = [outputsText(now), outputsText(before)];
  if (outputs !== was) return `${of} has the outputs ${outputs}, before ${was}`;
  if (before.scope !== now.scope) {
    return `${of} is mapped over ${nameOf(present, now.scope)}, before ${nameOf(stored, before.scope)}`;
  }
  return otherInputs(of, before, now) ?? otherUpstream(of, { before, now, steps: stored.steps });
}

function outputsText({ outputs, multiple }: PlanStep): string {
  const names = outputs.map(({ name, optional }) => `${name}${optional ? '?' : ''}`);
  return multiple ? `{ ${names.join(', ')} }` : names.join(', ');
}

function nameOf({ steps }: PlanSnapshot, step: number | undefined): string {
  return step === undefined ? 'nothing' : `'${(steps[step] as PlanStep).key}'`;
}

function otherInputs(of: string, before: PlanStep, now: PlanStep): string | undefined {
  if (before.inputs.length !== now.inputs.length) {
    return `${of} has ${now.inputs.length} inputs, before ${before.inputs.length}`;
  }
  const texts = now.inputs.map(sourceText);
  return firstOf(before.inputs, (input, position) =>
    sourceText(input) === texts[position] ? undefined : `input ${position + 1} of ${of} comes from elsewhere`,
  );
}

/** Where an input comes from; the value of a constant is no matter of structure. */
function sourceText(input: PlanInput): string {
  switch (input.kind) {
    case 'constant':
      return 'constant';
    case 'input':
      return `input ${input.name}`;
    case 'list':
      return `[${input.items.map(sourceText).join()}]`;
    default:
      return `${input.kind} ${input.output} of ${input.step}`;
  }
}

interface Upstream {
  readonly before: PlanStep;
  readonly now: PlanStep;
  readonly steps: readonly PlanStep[];
}

function otherUpstream(of: string, { before, now, steps }: Upstream): string | undefined {
  const keyOf = (step: number) => (steps[step] as PlanStep).key;
  const added = now.upstream.find((step) => !before.upstream.includes(step));
  if (added !== undefined) return `${of} waits for step '${keyOf(added)}' now`;
  const gone = before.upstream.find((step) => !now.upstream.includes(step));
  return gone === undefined ? undefined : `${of} no longer waits for step '${keyOf(gone)}'`;
}

function firstOf<T>(items: readonly T[], of: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = of(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
