import type { Plan, PlanInput, PlanStep } from './plan';

/** A sentence for each input of a chosen step whose source is not chosen. */
export function missingSources({ snapshot: { steps } }: Plan, chosen: ReadonlySet<number>): readonly string[] {
  const keyOf = (step: number) => (steps[step] as PlanStep).key;
  return [...chosen].flatMap((index) => {
    const { key, inputs, scope } = steps[index] as PlanStep;
    const problems = inputs.flatMap((input, position) =>
      sourcesOf(input)
        .filter(({ step }) => !chosen.has(step))
        .map(
          (source) =>
            `Input ${position + 1} of op '${key}' comes from ${nameOf(source, keyOf)}, which is not selected.`,
        ),
    );
    // An op inside `map` needs the dynamic op even where none of its inputs takes the item.
    if (problems.length > 0 || scope === undefined || chosen.has(scope)) return problems;
    return [`Op '${key}' is mapped over '${keyOf(scope)}', which is not selected.`];
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
