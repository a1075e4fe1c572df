import type { JobDefinition } from '../definition/job-definition';
import type { Binding, NodeDefinition } from '../definition/node-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import { InvariantError } from '../errors/definition-errors';
import { assertNever } from '../util/assert-never';
import { oncePer } from '../util/once-per';
import type { Own } from '../util/type-helpers';
import { assemblePlan } from './assemble-plan';
import { HookTable, toPlanHook } from './hook-table';
import type { Plan, PlanInput, PlanStep } from './plan';

/**
 * The plan of a whole job: one step per node, in body order, so that every step comes after all of its upstream steps.
 * Pure, and linear in nodes and edges; the plan of one definition is made once.
 * @throws InvariantError for a node that depends on itself or on a later one
 */
export const createPlan = oncePer((job: JobDefinition): Plan => {
  const table = new HookTable(job);
  const steps = job.nodes.map((node, index) =>
    toStep(node, {
      upstream: upstreamOf(node, index),
      hooks: table.hooksOf(node),
      retryPolicy: node.retryPolicy ?? node.op.retryPolicy ?? job.retryPolicy,
    }),
  );
  const hooks = table.definitions;
  const { runHooks, deadLetterHooks } = table;
  const snapshot = { jobName: job.name, steps, hooks: hooks.map(toPlanHook), runHooks, deadLetterHooks };
  return assemblePlan({ snapshot, ops: job.nodes.map((node) => node.op), hooks });
});

/** What a step has beyond its own node. */
interface StepSetting {
  readonly upstream: readonly number[];
  readonly hooks: readonly number[];
  readonly retryPolicy: RetryPolicy | undefined;
}

// Spreads of optional fields would make this many times as slow, and it is done for every node.
function toStep(node: NodeDefinition, { upstream, hooks, retryPolicy }: StepSetting): PlanStep {
  const { op, alias, scope } = node;
  const step: Own<PlanStep> = {
    key: node.key,
    name: node.name,
    op: op.name,
    tags: node.tags,
    inputs: node.inputs.map(toPlanInput),
    upstream,
    outputs: op.outputs,
    multiple: op.multiple,
    dynamic: op.dynamic,
    hooks,
    priority: node.priority ?? op.priority,
    requiredResourceKeys: op.requiredResourceKeys,
  };
  if (alias !== undefined) step.alias = alias;
  if (op.description !== undefined) step.description = op.description;
  if (scope !== undefined) step.scope = scope;
  if (retryPolicy) step.retryPolicy = retryPolicy;
  if (op.ioManagerKey !== undefined) step.ioManagerKey = op.ioManagerKey;
  if (op.timeout !== undefined) step.timeout = op.timeout;
  return step;
}

function toPlanInput(binding: Binding): PlanInput {
  switch (binding.kind) {
    case 'constant':
      return binding.value === undefined ? { kind: 'constant' } : { kind: 'constant', value: binding.value };
    case 'input':
      return { kind: 'input', name: binding.name };
    case 'output':
    case 'collect':
      return { kind: binding.kind, step: binding.node, output: binding.output };
    case 'list':
      return { kind: 'list', items: binding.items.map(toPlanInput) };
    default:
      return assertNever(binding);
  }
}

/** A mapped step waits for the dynamic one even where no input takes its item: its keys come from there. */
function upstreamOf(node: NodeDefinition, index: number): readonly number[] {
  const sources = new Set(node.after);
  if (node.scope !== undefined) sources.add(node.scope);
  for (const binding of node.inputs) addSources(binding, sources);
  const upstream = [...sources].sort((a, b) => a - b);
  const last = upstream.at(-1);
  if (last === undefined || last < index) return upstream;
  throw new InvariantError(`Node ${index} ('${node.key}') depends on node ${last}, which does not come before it.`);
}

function addSources(binding: Binding, sources: Set<number>): void {
  if (binding.kind === 'output' || binding.kind === 'collect') sources.add(binding.node);
  if (binding.kind === 'list') for (const item of binding.items) addSources(item, sources);
}
