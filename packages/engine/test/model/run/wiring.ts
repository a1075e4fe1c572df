import { retryPolicy } from '@hookline/core';
import type { GraphSpec, JobSpec, Mapped, MapSpec, OutputName, RetrySpec, Source, StepSpec } from '../job-spec';
import { at } from '../reference/world';
import { policyOptions } from './hooks';

/** What bodies have; the types of a body can't know a class that is made at run time. */
export type Wires = ((...inputs: readonly unknown[]) => Wires) &
  Policies & { readonly [N in 'a' | 'b' | `n${number}` | `g${number}`]: Wires };

interface Policies {
  withPriority(priority: number): Wires;
  withHooks(...hooks: readonly unknown[]): Wires;
  withRetryPolicy(policy: unknown): Wires;
  after(...handles: readonly unknown[]): Wires;
  map(each: (item: Wires) => Wires): Wires;
  collect(): Wires;
}

/** An input that only the body of a map can give. */
class Late {
  constructor(readonly source: Extract<Source, { kind: 'item' | 'output' }>) {}
}

/** Wires the steps of a job in body order: those of a graph in its body, those of a map in that of the map. */
export class Wiring {
  private readonly handles: Wires[] = [];
  private readonly maps: Wires[] = [];

  constructor(
    private readonly spec: JobSpec,
    private readonly hooks: readonly unknown[],
  ) {}

  wireJob(self: Wires): void {
    this.wire(self, { graph: undefined, first: 0, last: this.spec.steps.length - 1 });
  }

  wireGraph(self: Wires, graph: number): void {
    this.wire(self, { graph, ...at(this.spec.graphs, graph) });
  }

  private wire(self: Wires, { graph, first, last }: Range): void {
    for (let index = first; index <= last; index += 1) {
      const step = at(this.spec.steps, index);
      const inner = this.spec.graphs.findIndex((one) => one.parent === graph && one.first === index);
      if (inner !== -1) index = this.invokeGraph(self, inner);
      else if (step.map !== undefined) index = this.wireMap(self, step.map);
      else this.invoke(self, index, this.inputsOf(index));
    }
  }

  /** Gives the index of the last step. */
  private invokeGraph(self: Wires, graph: number): number {
    const { hooks, after, last }: GraphSpec = at(this.spec.graphs, graph);
    const invocation = (self[`g${graph}`] as Wires).withHooks(...this.pick(hooks));
    if (after.length > 0) invocation.after(...after.map((step) => this.handles[step]))();
    else invocation();
    return last;
  }

  /** Gives the index of the last step. */
  private wireMap(self: Wires, map: number): number {
    const { over, first, last, output }: MapSpec = at(this.spec.maps, map);
    // What comes from outside is made outside: collect() does not stand in a map.
    const outside = new Map<number, readonly unknown[]>();
    for (let index = first; index <= last; index += 1) outside.set(index, this.inputsOf(index, { first }));
    const handle = this.mapped(over).map((item) => {
      for (let index = first; index <= last; index += 1) {
        this.invoke(
          self,
          index,
          (outside.get(index) ?? []).map((input) => this.late(input, item)),
        );
      }
      return this.outputOf(last, output);
    });
    this.maps.push(handle);
    return last;
  }

  private invoke(self: Wires, index: number, inputs: readonly unknown[]): void {
    const { priority, hooks, after, retry }: StepSpec = at(this.spec.steps, index);
    let op = (self[`n${index}`] as Wires).withPriority(priority).withHooks(...this.pick(hooks));
    if (after.length > 0) op = op.after(...after.map((step) => this.handles[step]));
    if (retry) op = op.withRetryPolicy(policyOf(retry));
    this.handles[index] = op(...inputs);
  }

  /** Handles where they exist already; what is known only inside the map stays a {@link Late}. */
  private inputsOf(index: number, inside?: { readonly first: number }): readonly unknown[] {
    const handleOf = (source: Source): unknown => {
      if (source.kind === 'constant') return source.value;
      if (source.kind === 'list') return source.items.map(handleOf);
      if (source.kind === 'collect') return this.mapped(source.of).collect();
      const isLate = source.kind === 'item' || (inside !== undefined && source.step >= inside.first);
      return isLate ? new Late(source) : this.outputOf(source.step, source.output);
    };
    return at(this.spec.steps, index).inputs.map(handleOf);
  }

  private late(input: unknown, item: Wires): unknown {
    if (Array.isArray(input)) return input.map((one) => this.late(one, item));
    if (!(input instanceof Late)) return input;
    const { source } = input;
    return source.kind === 'item' ? item : this.outputOf(source.step, source.output);
  }

  private mapped(of: Mapped): Wires {
    return 'map' in of ? at(this.maps, of.map) : at(this.handles, of.dynamic);
  }

  private outputOf(step: number, output: OutputName): Wires {
    const handle = at(this.handles, step);
    return at(this.spec.steps, step).shape === 'outs' ? handle[output as 'a' | 'b'] : handle;
  }

  private pick(hooks: readonly number[]): readonly unknown[] {
    return hooks.map((hook) => this.hooks[hook]);
  }
}

function policyOf(retry: RetrySpec): unknown {
  return (policyOptions(retry) as { readonly retryPolicy: ReturnType<typeof retryPolicy> }).retryPolicy;
}

interface Range {
  readonly graph: number | undefined;
  readonly first: number;
  readonly last: number;
}
