import { assertNever, inputEnding, type PlanInput } from '@hookline/core/spi';
import type { StepGraph } from './step-graph';
import type { StepRun } from './step-run';
import { outputOf, StepUpstream } from './upstream-view';

/** Where the values of inputs are read. */
export interface InputReader {
  readonly graph: StepGraph;
  readonly jobInputs: Readonly<Record<string, unknown>>;
}

/** The values of a step's inputs, by position; every source has ended and none is absent as a whole. */
export function inputValues(reader: InputReader, step: StepRun): readonly unknown[] {
  const { inputs } = step.plan;
  const values = new Array<unknown>(inputs.length);
  for (let i = 0; i < inputs.length; i += 1) values[i] = inputValue(reader, step, inputs[i] as PlanInput);
  return values;
}

function inputValue(reader: InputReader, step: StepRun, input: PlanInput): unknown {
  switch (input.kind) {
    case 'constant':
      // A constant belongs to the plan, which other runs share.
      return typeof input.value === 'object' ? structuredClone(input.value) : input.value;
    case 'input':
      return reader.jobInputs[input.name];
    case 'output':
      return outputValue(reader.graph, step, input);
    case 'collect':
      return collectedValues(reader.graph, step, input);
    case 'list':
      return presentItems(reader, step, input.items).map((item) => inputValue(reader, step, item));
    default:
      return assertNever(input);
  }
}

function presentItems({ graph }: InputReader, step: StepRun, items: readonly PlanInput[]): readonly PlanInput[] {
  const upstream = new StepUpstream(graph, step);
  return items.filter((item) => inputEnding(item, upstream) === 'present');
}

type Reference = Extract<PlanInput, { kind: 'output' | 'collect' }>;

function outputValue(graph: StepGraph, step: StepRun, { step: index, output }: Reference): unknown {
  const source = graph.sourceOf(step, index);
  if (!source) return undefined;
  if (step.plan.scope !== index) return outputOf(source, output);
  return (source.value as ReadonlyMap<string, unknown>).get(step.mapKey ?? '');
}

/** All items of a dynamic step, or the outputs of all instances of a mapped one, without the absent ones. */
function collectedValues(graph: StepGraph, step: StepRun, { step: index, output }: Reference): unknown[] {
  const sources = graph.instancesOf(index);
  const [first] = sources;
  if (first?.plan.dynamic) return [...(first.value as ReadonlyMap<string, unknown>).values()];
  const endings = new StepUpstream(graph, step).collected(index, output);
  return sources.filter((_, at) => endings[at] === 'present').map((source) => outputOf(source, output));
}
