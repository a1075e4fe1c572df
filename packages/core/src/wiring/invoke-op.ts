import type { NodeDefinition } from '../definition/node-definition';
import type { Tags } from '../util/json';
import type { Own } from '../util/type-helpers';
import { bindInput } from './bind-input';
import { definitionError } from './definition-error';
import { createGroup, createHandle } from './handle';
import { createDynamicHandle } from './map-scope';
import { type Body, type Invocation, keyOf, NO_TAGS, type OpMember, type Recording } from './recording';
import { mergeAfter } from './upstream';

/** Records a node, and returns the handles of its outputs. */
export function invokeOp(invocation: Invocation, member: OpMember, inputs: readonly unknown[]): unknown {
  const { body, alias } = invocation;
  const { recording } = body;
  const name = body.names.claim({ name: member.name, alias, place: body.place });
  const key = body.path + name;
  refuseFewInputs(member, { key, jobName: recording.jobName, given: inputs.length });
  if (member.op.dynamic && recording.mapScope !== undefined)
    throw dynamicInMap(recording, { key, over: recording.mapScope });
  const bindings = inputs.map((input, i) => bindInput(input, { recording, op: key, position: i + 1 }));
  recording.nodes.push(createNode(invocation, { key, name, op: member.op, inputs: Object.freeze(bindings) }));
  return outputsOf(body, member, recording.nodes.length - 1);
}

// Spreads of optional fields would take most of the time that a large job takes to be defined.
function createNode(invocation: Invocation, facts: Pick<NodeDefinition, 'key' | 'name' | 'op' | 'inputs'>) {
  const { body, alias, retryPolicy, priority } = invocation;
  const { mapScope } = body.recording;
  const node: Own<NodeDefinition> = {
    key: facts.key,
    name: facts.name,
    graphs: body.graphs,
    op: facts.op,
    inputs: facts.inputs,
    after: mergeAfter(body.after, invocation.after),
    hooks: invocation.hooks,
    tags: mergedTags(facts.op.tags, body.tags, invocation.tags),
  };
  if (alias !== undefined) node.alias = alias;
  if (retryPolicy) node.retryPolicy = retryPolicy;
  if (priority !== undefined) node.priority = priority;
  if (mapScope !== undefined) node.scope = mapScope;
  return Object.freeze(node);
}

function outputsOf({ recording }: Body, { op }: OpMember, node: number): unknown {
  if (op.dynamic) return createDynamicHandle({ kind: 'dynamic', recording, node, output: 'result', scope: node });
  const scope = recording.mapScope;
  const output = (name: string) => {
    const binding = Object.freeze({ kind: 'output', node, output: name } as const);
    return createHandle({ kind: 'output', recording, binding, scope });
  };
  if (!op.multiple) return output('result');
  const handles = Object.fromEntries(op.outputs.map(({ name }) => [name, output(name)]));
  return createGroup({ kind: 'group', recording, noun: 'output', what: `op '${op.name}'`, handles });
}

/** The context may stand after the inputs, and parameters with defaults do not count: two short is what can be seen. */
function refuseFewInputs({ arity }: OpMember, call: { key: string; jobName: string; given: number }): void {
  if (call.given >= arity - 1) return;
  throw definitionError(
    'HOOKLINE_BAD_INPUT',
    `Op '${call.key}' of job '${call.jobName}' is invoked with ${call.given} of at least ${arity - 1} inputs.`,
    'Bind each input; undefined takes the default of a parameter.',
  );
}

function dynamicInMap(recording: Recording, { key, over }: { key: string; over: number }) {
  return definitionError(
    'HOOKLINE_BAD_BODY',
    `Dynamic op '${key}' of job '${recording.jobName}' is invoked inside the map over op '${keyOf(recording, over)}'.`,
    'Maps do not nest: let the outer op emit the items of both.',
  );
}

function mergedTags(ofOp: Tags, ofGraphs: Tags, own: Tags): Tags {
  if (ofGraphs === NO_TAGS && own === NO_TAGS) return ofOp;
  return Object.freeze({ ...ofOp, ...ofGraphs, ...own });
}
