import fc from 'fast-check';

/** Where an input of a random step comes from; `step` is an index into the graph. */
export type Source =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'output'; readonly step: number; readonly output: OutputName }
  /** Inside a map: the value that the map goes over. */
  | { readonly kind: 'item' }
  | { readonly kind: 'collect'; readonly of: Mapped }
  | { readonly kind: 'list'; readonly items: readonly Source[] };

/** `b` may be left out. */
export type OutputName = 'result' | 'a' | 'b';

/** What can be mapped and collected: the items of a dynamic step, or what a map returns (an index into the maps). */
export type Mapped = { readonly dynamic: number } | { readonly map: number };

/** What a random step does. `some`: only where its map key is `b`. */
export type When = 'never' | 'always' | 'some';

/** The hooks of a random step. */
export interface RandomHooks {
  readonly kinds: readonly ('start' | 'success' | 'failure' | 'retry' | 'skip')[];
  readonly blocking: boolean;
  readonly throwing: boolean;
}

/** One step of a random graph. */
export interface RandomStep {
  readonly shape: 'plain' | 'outs' | 'dynamic';
  readonly inputs: readonly Source[];
  /** Steps that are no mapped ones. */
  readonly after: readonly number[];
  /** Index of the map that it stands in. */
  readonly map: number | undefined;
  readonly fails: When;
  /** The first attempt fails; there is one retry. */
  readonly flaky: boolean;
  /** Of shape `outs`: when `b` is left out. */
  readonly leavesOut: When;
  /** Of shape `dynamic`. */
  readonly keys: readonly string[];
  /** 0: synchronous; 1: a microtask; 2: a turn of the event loop. */
  readonly pause: number;
  readonly priority: number;
  readonly hooks: RandomHooks;
}

/** A map: its steps are neighbours, and the last one's `output` is what it returns. */
export interface RandomMap {
  readonly over: Mapped;
  /** The dynamic step behind it. */
  readonly dynamic: number;
  readonly last: number;
  readonly output: OutputName;
}

/** A random graph: steps in body order. */
export interface RandomGraph {
  readonly steps: readonly RandomStep[];
  readonly maps: readonly RandomMap[];
}

const when = fc.constantFrom<When>('never', 'never', 'never', 'always', 'some');

const stepSeed = fc.record({
  shape: fc.constantFrom<RandomStep['shape']>('plain', 'plain', 'outs', 'dynamic'),
  mapped: fc.nat({ max: 3 }),
  choice: fc.nat({ max: 999 }),
  inputs: fc.array(fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  after: fc.array(fc.nat({ max: 999 }), { maxLength: 1 }),
  fails: when,
  flaky: fc.boolean(),
  leavesOut: when,
  keys: fc.constantFrom<readonly string[]>([], ['a'], ['a', 'b'], ['b', 'c', 'a']),
  pause: fc.nat({ max: 2 }),
  priority: fc.nat({ max: 2 }),
  hooks: fc.record({
    kinds: fc.subarray(['start', 'success', 'failure', 'retry', 'skip'] as const),
    blocking: fc.boolean(),
    throwing: fc.boolean(),
  }),
});

type StepSeed = typeof stepSeed extends fc.Arbitrary<infer T> ? T : never;

/** Graphs of up to 14 steps with fan-in, conditional outputs, maps, chained maps, failures and hooks. */
export const randomGraph: fc.Arbitrary<RandomGraph> = fc.array(stepSeed, { minLength: 1, maxLength: 14 }).map(grow);

interface Growing {
  readonly steps: RandomStep[];
  readonly maps: RandomMap[];
}

function grow(seeds: readonly StepSeed[]): RandomGraph {
  const graph: Growing = { steps: [], maps: [] };
  for (let at = 0; at < seeds.length; at += 1) {
    const seed = seeds[at] as StepSeed;
    const over = seed.mapped === 0 ? pick(mappables(graph), seed.choice) : undefined;
    if (over === undefined) {
      graph.steps.push(growStep(graph, seed));
      continue;
    }
    const body = seeds.slice(at, at + 1 + (seed.choice % 3));
    growMap(graph, over, body);
    at += body.length - 1;
  }
  return graph;
}

function growMap(graph: Growing, over: Mapped, seeds: readonly StepSeed[]): void {
  const map = graph.maps.length;
  const first = graph.steps.length;
  const visible = outputsOf(graph);
  for (const seed of seeds) graph.steps.push(growStep(graph, seed, { map, first, visible }));
  const last = graph.steps.length - 1;
  const dynamic = 'dynamic' in over ? over.dynamic : (graph.maps[over.map] as RandomMap).dynamic;
  const output = outputsOfStep(graph, last)[seeds.length % 2] ?? outputsOfStep(graph, last)[0] ?? 'result';
  graph.maps.push({ over, dynamic, last, output });
}

interface MapPlace {
  readonly map: number;
  /** Its first step. */
  readonly first: number;
  /** What can be seen from outside. */
  readonly visible: readonly Source[];
}

function growStep(graph: Growing, seed: StepSeed, place?: MapPlace): RandomStep {
  const own = place ? graph.steps.slice(place.first).flatMap((_, at) => sourcesOf(graph, place.first + at)) : [];
  const visible: readonly Source[] = place
    ? [{ kind: 'item' }, { kind: 'item' }, ...own, ...place.visible]
    : outputsOf(graph);
  const shape = place && seed.shape === 'dynamic' ? 'plain' : seed.shape;
  const outside = [...graph.steps.keys()].filter((step) => graph.steps[step]?.map === undefined);
  return {
    ...seed,
    shape,
    map: place?.map,
    inputs: seed.inputs.map((choices) => growInput(choices, visible)),
    after: seed.after.flatMap((choice) => pick(outside, choice) ?? []),
  };
}

function growInput(choices: readonly number[], visible: readonly Source[]): Source {
  const sources = choices.map((choice) =>
    choice % 7 === 0 ? ({ kind: 'constant', value: choice } as const) : pick(visible, choice),
  );
  const items = sources.filter((source) => source !== undefined);
  const [first] = items;
  if (first === undefined) return { kind: 'constant', value: 1 };
  return items.length === 1 ? first : { kind: 'list', items };
}

/** All that a step outside of maps can take, and collections. */
function outputsOf(graph: Growing): readonly Source[] {
  const single = [...graph.steps.keys()].filter((step) => graph.steps[step]?.map === undefined);
  return [
    ...single.flatMap((step) => sourcesOf(graph, step)),
    ...mappables(graph).map((of) => ({ kind: 'collect', of }) as const),
  ];
}

function sourcesOf(graph: Growing, step: number): readonly Source[] {
  if (graph.steps[step]?.shape === 'dynamic') return [];
  return outputsOfStep(graph, step).map((output) => ({ kind: 'output', step, output }));
}

function outputsOfStep({ steps }: Growing, step: number): readonly OutputName[] {
  return steps[step]?.shape === 'outs' ? ['a', 'b'] : ['result'];
}

function mappables({ steps, maps }: Growing): readonly Mapped[] {
  const dynamic = [...steps.keys()]
    .filter((step) => steps[step]?.shape === 'dynamic')
    .map((step) => ({ dynamic: step }));
  return [...dynamic, ...[...maps.keys()].map((map) => ({ map }))];
}

function pick<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % list.length];
}
