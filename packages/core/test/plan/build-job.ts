import type { HookKind } from '../../src/context/hook-info';
import type { HookDefinition } from '../../src/definition/hook-definition';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { NodeDefinition } from '../../src/definition/node-definition';
import type { OpDefinition } from '../../src/definition/op-definition';

/** A hook that does nothing, with a function of its own. */
export function buildHook(
  name: string,
  kind: HookKind = 'success',
  fields: Partial<HookDefinition> = {},
): HookDefinition {
  return {
    name,
    kind,
    requiredResourceKeys: [],
    timeout: 60_000,
    blocking: false,
    reasons: ['absent'],
    includePending: false,
    run: () => undefined,
    fn: () => undefined,
    ...fields,
  };
}

/** An op with the one output `result`. */
export function buildOp(name: string, fields: Partial<OpDefinition> = {}): OpDefinition {
  return {
    name,
    owner: Object,
    method: name,
    requiredResourceKeys: [],
    outputs: [{ name: 'result', optional: false }],
    multiple: false,
    dynamic: false,
    priority: 0,
    tags: {},
    hooks: [],
    ...fields,
  };
}

/** A node of the op of its name; its key is its name below the innermost graph. */
export function buildNode(name: string, fields: Partial<NodeDefinition> = {}): NodeDefinition {
  const graph = fields.graphs?.at(-1);
  return {
    key: graph ? `${graph.path}.${name}` : name,
    name,
    graphs: [],
    op: buildOp(name),
    inputs: [],
    after: [],
    hooks: [],
    tags: {},
    ...fields,
  };
}

/** A job of these nodes. */
export function buildJob(nodes: readonly NodeDefinition[], fields: Partial<JobDefinition> = {}): JobDefinition {
  return { name: 'job', nodes, hooks: [], tags: {}, ...fields };
}

/** The input that takes the `result` of a node. */
export function from(node: number, output = 'result'): NodeDefinition['inputs'][number] {
  return { kind: 'output', node, output };
}
