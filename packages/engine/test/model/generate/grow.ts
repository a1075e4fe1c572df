import type { GraphSpec, HookSpec, JobSpec, Mapped, MapSpec, OutputName, Source, StepSpec } from '../job-spec';
import type { StepSeed } from './steps';

/** How sources are chosen among the steps before: any, the last, the first, a layer, or the few before. */
export type Lean = 'any' | 'chain' | 'fan' | 'layers' | 'near';

/** What steps can hang on. */
export interface Surroundings {
  readonly lean: Lean;
  readonly hooks: readonly HookSpec[];
  readonly resources: number;
}

type Grown = Pick<JobSpec, 'steps' | 'maps' | 'graphs'>;

/** Makes steps, maps and graphs of seeds, one after another; what a seed chooses is there already. */
export function growSteps(seeds: readonly StepSeed[], surroundings: Surroundings): Grown {
  return new Growing(seeds, surroundings).grow();
}

/** Where a step grows. */
interface Place {
  readonly graph: number | undefined;
  readonly map?: { readonly index: number; readonly first: number; readonly visible: readonly Source[] };
}

class Growing {
  private readonly steps: StepSpec[] = [];
  private readonly maps: MapSpec[] = [];
  private readonly graphs: GraphSpec[] = [];
  /** What a step outside of maps can take. */
  private readonly visible: Source[] = [];
  private readonly outside: number[] = [];
  private readonly mappables: Mapped[] = [];

  constructor(
    private readonly seeds: readonly StepSeed[],
    private readonly around: Surroundings,
  ) {}

  grow(): Grown {
    this.growRange(0, this.seeds.length, undefined);
    return { steps: this.steps, maps: this.maps, graphs: this.graphs };
  }

  /** Grows a job's or a graph's steps from the seeds of a range. */
  private growRange(from: number, to: number, graph: number | undefined): void {
    for (let at = from; at < to; ) {
      const seed = this.seeds[at] as StepSeed;
      const isFirst = graph !== undefined && at === from;
      if (seed.grouped === 1 && !isFirst && depth(this.graphs, graph) < 3) {
        at = this.growGraph(at, Math.min(to, at + 1 + (seed.choice % 6)), graph);
        continue;
      }
      const over = seed.mapped === 1 ? this.pickAny(this.mappables, seed.choice) : undefined;
      at = over ? this.growMap(over, at, { to, graph }) : this.growSingle(seed, at, graph);
    }
  }

  private growSingle(seed: StepSeed, at: number, graph: number | undefined): number {
    const index = this.push(seed, { graph });
    this.outside.push(index);
    if (this.steps[index]?.shape === 'dynamic') this.addMappable({ dynamic: index });
    else this.visible.push(...this.sourcesOf(index));
    return at + 1;
  }

  private growGraph(from: number, to: number, parent: number | undefined): number {
    const seed = this.seeds[from] as StepSeed;
    const index = this.graphs.length;
    const first = this.steps.length;
    const hooks = { ownHooks: this.pickHooks(seed.opHooks), hooks: this.pickHooks(seed.hooks) };
    const graph = { parent, first, last: first, ...hooks, after: this.pickAfter(seed) };
    this.graphs.push(graph);
    this.growRange(from, to, index);
    this.graphs[index] = { ...graph, last: this.steps.length - 1 };
    return to;
  }

  private growMap(over: Mapped, from: number, { to, graph }: { to: number; graph: number | undefined }): number {
    const index = this.maps.length;
    const first = this.steps.length;
    const end = Math.min(to, from + 1 + ((this.seeds[from] as StepSeed).choice % 3));
    const map = { index, first, visible: [...this.visible] };
    for (let at = from; at < end; at += 1) this.push(this.seeds[at] as StepSeed, { graph, map });
    const last = this.steps.length - 1;
    const dynamic = 'dynamic' in over ? over.dynamic : (this.maps[over.map] as MapSpec).dynamic;
    const outputs = this.outputsOf(last);
    const output = outputs[(end - from) % 2] ?? outputs[0] ?? 'result';
    this.maps.push({ over, dynamic, first, last, output });
    this.addMappable({ map: index });
    return end;
  }

  private addMappable(of: Mapped): void {
    this.mappables.push(of);
    this.visible.push({ kind: 'collect', of });
  }

  /** Gives the index of the new step. */
  private push(seed: StepSeed, { graph, map }: Place): number {
    const index = this.steps.length;
    const own = map ? this.steps.slice(map.first).flatMap((_, at) => this.sourcesOf(map.first + at)) : [];
    const items: readonly Source[] = [{ kind: 'item' }, { kind: 'item' }];
    const visible = map ? [...items, ...own, ...map.visible] : this.visible;
    const { resources } = this.around;
    const { mapped: _mapped, grouped: _grouped, choice: _choice, ...nature } = seed;
    this.steps.push({
      ...nature,
      shape: map && seed.shape === 'dynamic' ? 'plain' : seed.shape,
      graph,
      map: map?.index,
      timeout: timeoutOf(seed, index),
      inputs: seed.inputs.map((choices) => this.growInput(choices, visible)),
      after: this.pickAfter(seed),
      opHooks: this.pickHooks(seed.opHooks),
      hooks: this.pickHooks(seed.hooks),
      resources: seed.resources === undefined || resources === 0 ? [] : [seed.resources % resources],
    });
    return index;
  }

  private growInput(choices: readonly number[], visible: readonly Source[]): Source {
    const sources = choices.map((choice) =>
      choice % 9 === 0 ? ({ kind: 'constant', value: choice } as const) : this.lean(visible, choice),
    );
    const items = sources.filter((source) => source !== undefined);
    const [first] = items;
    if (first === undefined) return { kind: 'constant', value: 1 };
    return items.length === 1 ? first : { kind: 'list', items };
  }

  private pickAfter({ after }: StepSeed): readonly number[] {
    return after.flatMap((choice) => (choice % 3 === 0 ? (this.lean(this.outside, choice) ?? []) : []));
  }

  /** Only hooks that react to ops. */
  private pickHooks(choices: readonly number[]): readonly number[] {
    const opHooks = [...this.around.hooks.keys()].filter((hook) => !this.around.hooks[hook]?.kind.startsWith('run'));
    return [...new Set(choices.flatMap((choice) => (choice % 2 === 0 ? [] : (this.pickAny(opHooks, choice) ?? []))))];
  }

  private pickAny<T>(list: readonly T[], choice: number): T | undefined {
    return list[choice % list.length];
  }

  private lean<T>(list: readonly T[], choice: number): T | undefined {
    const { length } = list;
    switch (this.around.lean) {
      case 'any':
        return list[choice % length];
      case 'chain':
        return list[length - 1];
      case 'fan':
        return list[choice % Math.min(length, 2)];
      case 'layers':
        return list[Math.max(0, Math.floor((length - 1) / 8) * 8 - 1 - (choice % 8))];
      case 'near':
        return list[length - 1 - (choice % Math.min(length, 4))];
    }
  }

  private sourcesOf(step: number): readonly Source[] {
    if (this.steps[step]?.shape === 'dynamic') return [];
    return this.outputsOf(step).map((output) => ({ kind: 'output', step, output }));
  }

  private outputsOf(step: number): readonly OutputName[] {
    return this.steps[step]?.shape === 'outs' ? ['a', 'b'] : ['result'];
  }
}

/** Of its own, so that no two steps time out at one instant; what never settles has one. */
function timeoutOf({ timeout, acts }: StepSeed, index: number): number | undefined {
  const hangs = acts.some(({ outcome }) => outcome.kind === 'hang');
  const limit = timeout ?? (hangs ? LIMIT_OF_HANGING : undefined);
  return limit === undefined ? undefined : limit + (index + 0.5) / 1_024;
}

const LIMIT_OF_HANGING = 700;

function depth(graphs: readonly GraphSpec[], graph: number | undefined): number {
  return graph === undefined ? 0 : 1 + depth(graphs, graphs[graph]?.parent);
}
