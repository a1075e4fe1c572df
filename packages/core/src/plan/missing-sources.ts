import type { Plan, PlanInput, PlanStep } from './plan';

/** A sentence for each input of a chosen step whose source is not chosen. */
export function missingSources({ snapshot: { steps } }: Plan, chosen: ReadonlySet<number>): readonly string[] {
  const keyOf = (step: number) => (steps[step] as PlanStep).key;
  return [...chosen].flatMap((index) => {
    const { key, inputs, scope } = steps[index] as PlanStep;
    const missing = inputs.flatMap((input, position) =>
      sourcesOf(input).flatMap((source) => (chosen.has(source.step) ? [] : [{ ...source, position }])),
    );
    const problems = missing.map(
      ({ position, ...source }) =>
        `Input ${position + 1} of op '${key}' comes from ${nameOf(source, keyOf)}, which is not selected.`,
    );
    // An op inside `map` needs the dynamic op even where none of its inputs takes the item.
    if (scope === undefined || chosen.has(scope) || missing.some(({ step }) => step === scope)) return problems;
    return [...problems, `Op '${key}' is mapped over '${keyOf(scope)}', which is not selected.`];
  });
}

interface Source {
  readonly step: number;
  readonly output: string;
}

function nameOf({ step, output }: Source, keyOf: (step: number) => string): string {
  return output === 'result' ? `op '${keyOf(step)}'` : `output '${output}' of op '${keyOf(step)}'`;
}

function sourcesOf(input: PlanInput): readonly Source[] {
  if (input.kind === 'list') return input.items.flatMap(sourcesOf);
  return input.kind === 'output' || input.kind === 'collect' ? [input] : [];
}
