import type { HookSpec, JobSpec, Mapped, MapSpec, RetrySpec, Source } from '../job-spec';
import { at, plainKey } from './world';

/** What can be read from a job without running it. */
export class Shape {
  /** The steps that run. */
  readonly selected: ReadonlySet<number>;
  private readonly dependents = new Set<number>();

  constructor(readonly spec: JobSpec) {
    this.selected = this.select();
    for (const step of this.selected) for (const source of this.sourcesOf(step)) this.dependents.add(source);
  }

  hasDependents(step: number): boolean {
    return this.dependents.has(step);
  }

  /** Those of a selected step that it waits for without taking a value; an `after` on a step left out is dropped. */
  afterOf(step: number): readonly number[] {
    return this.allAfterOf(step).filter((upstream) => this.selected.has(upstream));
  }

  mapOf(step: number): MapSpec | undefined {
    const { map } = at(this.spec.steps, step);
    return map === undefined ? undefined : at(this.spec.maps, map);
  }

  keyOf(step: number, key: string | undefined): string {
    return key === undefined ? plainKey(this.spec, step) : `${plainKey(this.spec, step)}[${key}]`;
  }

  /** S5: invocation, then op, then job. */
  retryOf(step: number): RetrySpec | undefined {
    const { retry, opRetry } = at(this.spec.steps, step);
    return retry ?? opRetry ?? this.spec.retry;
  }

  /** S3: definitions, job, enclosing graphs (own before invocation), op, invocation; each hook once. */
  hooksOf(step: number): readonly number[] {
    const { sharedHooks, jobHooks, steps } = this.spec;
    const { opHooks, hooks } = at(steps, step);
    return [...new Set([...sharedHooks, ...jobHooks, ...this.graphHooksOf(step), ...opHooks, ...hooks])];
  }

  runHooks(): readonly number[] {
    const { sharedHooks, jobHooks } = this.spec;
    return [...new Set([...sharedHooks, ...jobHooks])];
  }

  hook(index: number): HookSpec {
    return at(this.spec.hooks, index);
  }

  /** Resources and what they require, dependencies first. */
  withRequired(keys: readonly number[]): readonly number[] {
    const found = new Set<number>();
    const visit = (key: number) => {
      for (const required of at(this.spec.resources, key).requires) visit(required);
      found.add(key);
    };
    for (const key of keys) visit(key);
    return [...found];
  }

  /** What the selected steps need. */
  opResources(): readonly number[] {
    return this.withRequired([...this.selected].flatMap((step) => at(this.spec.steps, step).resources));
  }

  private graphHooksOf(step: number): readonly number[] {
    return this.graphsOf(step).flatMap((graph) => {
      const { ownHooks, hooks } = at(this.spec.graphs, graph);
      return [...ownHooks, ...hooks];
    });
  }

  /** Outermost first. */
  private graphsOf(step: number): readonly number[] {
    const graphs: number[] = [];
    for (let { graph } = at(this.spec.steps, step); graph !== undefined; graph = at(this.spec.graphs, graph).parent) {
      graphs.unshift(graph);
    }
    return graphs;
  }

  private allAfterOf(step: number): readonly number[] {
    const ofGraphs = this.graphsOf(step).flatMap((graph) => at(this.spec.graphs, graph).after);
    return [...at(this.spec.steps, step).after, ...ofGraphs];
  }

  /** Everything upstream of the chosen steps. */
  private select(): ReadonlySet<number> {
    const { steps, run } = this.spec;
    if (run.selected.length === 0) return new Set(steps.keys());
    const chosen = new Set(run.selected);
    for (const step of chosen) for (const source of this.sourcesOf(step)) chosen.add(source);
    return new Set([...chosen].sort((a, b) => a - b));
  }

  /** All steps that must have ended before a step. */
  private sourcesOf(step: number): readonly number[] {
    const map = this.mapOf(step);
    const { inputs } = at(this.spec.steps, step);
    const ofInputs = inputs.flatMap((source) => this.stepsOf(source, map));
    return [...ofInputs, ...this.allAfterOf(step), ...(map ? [map.dynamic] : [])];
  }

  private stepsOf(source: Source, map: MapSpec | undefined): readonly number[] {
    if (source.kind === 'output') return [source.step];
    if (source.kind === 'list') return source.items.flatMap((item) => this.stepsOf(item, map));
    if (source.kind === 'collect') return [this.lastOf(source.of)];
    return source.kind === 'item' && map ? [this.lastOf(map.over)] : [];
  }

  /** The step whose values a mapped thing is made of. */
  private lastOf(of: Mapped): number {
    return 'map' in of ? at(this.spec.maps, of.map).last : of.dynamic;
  }
}
