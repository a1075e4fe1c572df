import { assertNever, inputEnding, type PlanInput } from '@hookline/core/spi';
import { ManagedValue } from '../values/captured';
import { isManaged } from '../values/run-io';
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
  if (step.plan.scope !== index) return outputOrStandIn(source, output);
  if (isManaged(source.plan)) return standIn(source, output, step.mapKey);
  return (source.value as ReadonlyMap<string, unknown>).get(step.mapKey ?? '');
}

/** All items of a dynamic step, or the outputs of all instances of a mapped one, without the absent ones. */
function collectedValues(graph: StepGraph, step: StepRun, { step: index, output }: Reference): unknown[] {
  const sources = graph.instancesOf(index);
  const [first] = sources;
  if (first?.plan.dynamic) return itemsOf(first, output);
  const endings = new StepUpstream(graph, step).collected(index, output);
  return sources.filter((_, at) => endings[at] === 'present').map((source) => outputOrStandIn(source, output));
}

function itemsOf(dynamic: StepRun, output: string): unknown[] {
  const items = dynamic.value as ReadonlyMap<string, unknown>;
  if (!isManaged(dynamic.plan)) return [...items.values()];
  return [...items.keys()].map((mapKey) => standIn(dynamic, output, mapKey));
}

function outputOrStandIn(source: StepRun, output: string): unknown {
  return isManaged(source.plan) ? standIn(source, output, undefined) : outputOf(source, output);
}

/** What an IO manager of the user holds is loaded from there for each op that takes it. */
function standIn({ plan, key, captured }: StepRun, output: string, mapKey: string | undefined): ManagedValue {
  const stored = captured?.[output]?.stored;
  const runId = stored?.kind === 'manager' ? stored.runId : undefined;
  return new ManagedValue(plan.ioManagerKey as string, { stepKey: key, op: plan.op, output, mapKey }, runId);
}
