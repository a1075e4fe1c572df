import fc from 'fast-check';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { Binding, GraphInvocation, NodeDefinition } from '../../src/definition/node-definition';
import type { OutputDefinition } from '../../src/definition/op-definition';
import type { JsonValue } from '../../src/util/json';
import { buildHook, buildJob, buildNode, buildOp } from './build-job';

const KINDS = ['success', 'failure', 'skip', 'retry', 'start', 'cancel', 'success'] as const;
const HOOKS = KINDS.map((kind, index) => buildHook(`h${index}`, kind));
const RUN_KINDS = ['runStart', 'runFailure', 'runSuccess', 'runCancel', 'deadLetter'] as const;
const RUN_HOOKS = RUN_KINDS.map((kind, index) => buildHook(`r${index}`, kind));

const hooks = fc.array(fc.constantFrom(...HOOKS), { maxLength: 3 });
const anyHooks = fc.array(fc.constantFrom(...HOOKS, ...RUN_HOOKS), { maxLength: 4 });

const outputs: fc.Arbitrary<readonly OutputDefinition[]> = fc.constantFrom(
  [{ name: 'result', optional: false }],
  [{ name: 'result', optional: true }],
  [
    { name: 'good', optional: false },
    { name: 'bad', optional: true },
  ],
);

/** What one node is made of; numbers pick among what the nodes before it allow. */
const nodeSeed = fc.record({
  shape: fc.constantFrom('plain', 'dynamic', 'mapped'),
  outputs,
  graph: fc.nat(3),
  inputs: fc.array(fc.record({ kind: fc.nat(4), items: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }), {
    maxLength: 3,
  }),
  after: fc.array(fc.nat(), { maxLength: 2 }),
  scope: fc.nat(),
  hooks,
  opHooks: hooks,
  requiredResourceKeys: fc.subarray(['db', 'slack', 'mail']),
  constant: fc.option(
    fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as JsonValue),
    { nil: undefined },
  ),
});

type NodeSeed = typeof nodeSeed extends fc.Arbitrary<infer T> ? T : never;

/** Jobs as the recorder could have made them: dynamic ops, maps, graphs, fan-in, conditional outputs, `after`. */
export const randomJob: fc.Arbitrary<JobDefinition> = fc
  .record({
    seeds: fc.array(nodeSeed, { minLength: 1, maxLength: 14 }),
    graphHooks: fc.tuple(hooks, hooks, hooks),
    hooks: anyHooks,
    shared: anyHooks,
  })
  .map(({ seeds, graphHooks, hooks: jobHooks, shared }) => {
    const outer: GraphInvocation = { path: 'outer', hooks: graphHooks[0] };
    const inner: GraphInvocation = { path: 'outer.inner', hooks: graphHooks[1] };
    const graphs = [[], [outer], [outer, inner], [{ path: 'other', hooks: graphHooks[2] }]];
    const nodes: NodeDefinition[] = [];
    for (const seed of seeds) nodes.push(growNode(seed, nodes, graphs[seed.graph] ?? []));
    return buildJob(nodes, { hooks: jobHooks, shared: { resources: {}, hooks: shared, loggers: {} } });
  });

function growNode(
  seed: NodeSeed,
  before: readonly NodeDefinition[],
  graphs: readonly GraphInvocation[],
): NodeDefinition {
  const name = `n${before.length}`;
  const dynamicNodes = indicesOf(before, (node) => node.op.dynamic);
  const scope = seed.shape === 'mapped' ? pick(dynamicNodes, seed.scope) : undefined;
  const dynamic = seed.shape === 'dynamic';
  const op = buildOp(name, {
    dynamic,
    hooks: seed.opHooks,
    requiredResourceKeys: seed.requiredResourceKeys,
    ...(!dynamic && { outputs: seed.outputs, multiple: seed.outputs.length > 1 }),
  });
  const visible = indicesOf(before, (node) => node.scope === undefined || node.scope === scope);
  return buildNode(name, {
    op,
    graphs,
    hooks: seed.hooks,
    inputs: seed.inputs.map(({ kind, items }) => growInput({ kind, items, constant: seed.constant }, before, scope)),
    after: [
      ...new Set(
        seed.after.flatMap((choice) => pick(scope === undefined ? [...before.keys()] : visible, choice) ?? []),
      ),
    ],
    ...(scope !== undefined && { scope }),
  });
}

interface InputSeed {
  readonly kind: number;
  readonly items: readonly number[];
  readonly constant: JsonValue | undefined;
}

function growInput(
  { kind, items, constant }: InputSeed,
  before: readonly NodeDefinition[],
  scope: number | undefined,
): Binding {
  const [choice = 0] = items;
  const fallback: Binding = { kind: 'constant', value: constant };
  if (kind === 0) return fallback;
  if (kind === 1) return { kind: 'input', name: 'rate' };
  if (kind === 2 && scope === undefined) {
    const collected = pick(
      indicesOf(before, (node) => node.op.dynamic || node.scope !== undefined),
      choice,
    );
    return collected === undefined ? fallback : sourceOf('collect', collected, { before, choice });
  }
  if (kind === 3) {
    const list = items.flatMap((item) => growOutput(item, before, scope) ?? []);
    return list.length === 0 ? fallback : { kind: 'list', items: [...list, fallback] };
  }
  return growOutput(choice, before, scope) ?? fallback;
}

/** Outside of maps outputs of plain nodes, inside also of the same map and of its dynamic node. */
function growOutput(choice: number, before: readonly NodeDefinition[], scope: number | undefined): Binding | undefined {
  const source = pick(
    indicesOf(before, (node, index) =>
      node.op.dynamic ? scope === index && node.scope === undefined : node.scope === undefined || node.scope === scope,
    ),
    choice,
  );
  return source === undefined ? undefined : sourceOf('output', source, { before, choice });
}

function sourceOf(
  kind: 'output' | 'collect',
  node: number,
  { before, choice }: { before: readonly NodeDefinition[]; choice: number },
): Binding {
  return { kind, node, output: pick(before[node]?.op.outputs ?? [], choice)?.name ?? 'result' };
}

function indicesOf(nodes: readonly NodeDefinition[], test: (node: NodeDefinition, index: number) => boolean): number[] {
  return [...nodes.keys()].filter((index) => test(nodes[index] as NodeDefinition, index));
}

function pick<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % list.length];
}
