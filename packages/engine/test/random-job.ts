import {
  defineJob,
  dynamic,
  failureHook,
  type HookContext,
  Job,
  type JobDefinition,
  Op,
  type OpContext,
  outs,
  type RetryPolicy,
  retryHook,
  retryPolicy,
  skipHook,
  startHook,
  successHook,
} from '@hookline/core';
import type { Mapped, OutputName, RandomGraph, RandomHooks, RandomMap, RandomStep, Source } from './random-graph';
import { digest, happens } from './random-reference';

/** What a run of a random job did. */
export interface Trace {
  /** `success n0`, one per call of a hook. */
  readonly hooks: string[];
  /** Step keys in the order of the first attempts. */
  readonly started: string[];
  running: number;
  mostRunning: number;
}

/** What bodies have; the types of a body can't know a class that is made at run time. */
type Wires = ((...inputs: readonly unknown[]) => Wires) &
  Policies & { readonly [N in 'a' | 'b' | `n${number}`]: Wires };

interface Policies {
  withPriority(priority: number): Wires;
  withHooks(...hooks: readonly unknown[]): Wires;
  after(...handles: readonly unknown[]): Wires;
  map(each: (item: Wires) => Wires): Wires;
  collect(): Wires;
}

const POLICY: RetryPolicy = retryPolicy({ maxRetries: 1 });

/** The job of a random graph, made through the decorators that users write. */
export function randomJob(graph: RandomGraph, trace: Trace): JobDefinition {
  class Random {
    readonly graph = graph;
  }
  const prototype = Random.prototype as unknown as Record<string, unknown>;
  const decorate = (name: string, decorator: unknown, fn: unknown) => {
    prototype[name] = fn;
    const descriptor = Object.getOwnPropertyDescriptor(Random.prototype, name);
    (decorator as (target: object, method: string, descriptor: unknown) => void)(Random.prototype, name, descriptor);
  };
  for (const [index, step] of graph.steps.entries()) decorate(`n${index}`, Op(opOptions(step)), opOf(step, trace));
  decorate('job', Job(), function body(this: Wires) {
    new Wiring(graph, { self: this, trace }).wire();
  });
  return defineJob(Random as never, 'job' as never);
}

function opOptions({ shape }: RandomStep): object {
  const options = { retryPolicy: POLICY };
  if (shape === 'plain') return options;
  return shape === 'dynamic' ? { ...options, dynamic: true } : { ...options, outs: ['a', 'b?'] };
}

function opOf(step: RandomStep, trace: Trace) {
  return (...args: readonly unknown[]): unknown => {
    const { stepKey, attempt } = args.at(-1) as OpContext;
    const call = { stepKey, attempt, inputs: args.slice(0, -1) };
    if (attempt === 1) trace.started.push(stepKey);
    trace.running += 1;
    trace.mostRunning = Math.max(trace.mostRunning, trace.running);
    if (step.pause === 0) return settle(step, trace, call);
    const pause = step.pause === 1 ? Promise.resolve() : new Promise((resolve) => void setImmediate(resolve));
    return pause.then(() => settle(step, trace, call));
  };
}

interface Call {
  readonly stepKey: string;
  readonly attempt: number;
  readonly inputs: readonly unknown[];
}

function settle(step: RandomStep, trace: Trace, { stepKey, attempt, inputs }: Call): unknown {
  trace.running -= 1;
  const key = /\[(.*)\]$/.exec(stepKey)?.[1];
  if (happens(step.fails, key) || (step.flaky && attempt === 1)) throw new Error(stepKey);
  const value = (output: string) => digest(stepKey, output, inputs);
  if (step.shape === 'plain') return value('result');
  if (step.shape === 'dynamic') return dynamic(step.keys.map((name) => [name, value(name)] as const));
  return outs(happens(step.leavesOut, key) ? { a: value('a') } : { a: value('a'), b: value('b') });
}

/** Wires the steps of a graph in body order. */
class Wiring {
  private readonly handles: Wires[] = [];
  private readonly maps: Wires[] = [];

  constructor(
    private readonly graph: RandomGraph,
    private readonly body: { readonly self: Wires; readonly trace: Trace },
  ) {}

  wire(): void {
    const { steps } = this.graph;
    for (let index = 0; index < steps.length; index += 1) {
      const { map } = steps[index] as RandomStep;
      if (map === undefined) this.invoke(index, undefined, this.inputsOf(index));
      else index = this.wireMap(index, map);
    }
  }

  /** Wires all steps of a map; gives the index of the last. */
  private wireMap(first: number, map: number): number {
    const { over, last, output } = this.graph.maps[map] as RandomMap;
    // What comes from outside is made outside: collect() does not stand in a map.
    const outside = new Map<number, readonly unknown[]>();
    for (let index = first; index <= last; index += 1) outside.set(index, this.inputsOf(index, { first }));
    const handle = this.mapped(over).map((item) => {
      for (let index = first; index <= last; index += 1) {
        this.invoke(index, item, outside.get(index) ?? []);
      }
      return this.outputOf(last, output);
    });
    this.maps.push(handle);
    return last;
  }

  private invoke(index: number, item: Wires | undefined, inputs: readonly unknown[]): void {
    const { priority, hooks, after } = this.graph.steps[index] as RandomStep;
    const op = this.body.self[`n${index}`] as Wires;
    const policies = op.withPriority(priority).withHooks(...hooksOf(hooks, index, this.body.trace));
    const waiting = after.length > 0 ? policies.after(...after.map((step) => this.handles[step])) : policies;
    this.handles[index] = waiting(...inputs.map((input) => this.late(input, item)));
  }

  /** Handles where they exist already; what is known only inside the map stays a {@link Late}. */
  private inputsOf(index: number, inside?: { readonly first: number }): readonly unknown[] {
    const { inputs } = this.graph.steps[index] as RandomStep;
    const handleOf = (source: Source): unknown => {
      if (source.kind === 'constant') return source.value;
      if (source.kind === 'list') return source.items.map(handleOf);
      if (source.kind === 'collect') return this.mapped(source.of).collect();
      const isLate = source.kind === 'item' || (inside !== undefined && source.step >= inside.first);
      return isLate ? new Late(source) : this.outputOf(source.step, source.output);
    };
    return inputs.map(handleOf);
  }

  private late(input: unknown, item: Wires | undefined): unknown {
    if (Array.isArray(input)) return input.map((one) => this.late(one, item));
    if (!(input instanceof Late)) return input;
    const { source } = input;
    return source.kind === 'item' ? item : this.outputOf(source.step, source.output);
  }

  private mapped(of: Mapped): Wires {
    return ('map' in of ? this.maps[of.map] : this.handles[of.dynamic]) as Wires;
  }

  private outputOf(step: number, output: OutputName): Wires {
    const handle = this.handles[step] as Wires;
    return this.graph.steps[step]?.shape === 'outs' ? handle[output as 'a' | 'b'] : handle;
  }
}

/** An input that only the body of a map can give. */
class Late {
  constructor(readonly source: Extract<Source, { kind: 'item' | 'output' }>) {}
}

function hooksOf({ kinds, blocking, throwing }: RandomHooks, index: number, trace: Trace): readonly unknown[] {
  return kinds.map((kind): unknown => {
    const options = { name: `${kind}${index}`, blocking };
    const told = async ({ stepKey }: HookContext) => {
      trace.hooks.push(`${kind} ${stepKey}`);
      if (blocking) await new Promise((resolve) => void setImmediate(resolve));
      if (throwing) throw new Error('hook');
    };
    if (kind === 'skip') return skipHook({ ...options, reasons: ['absent', 'upstream', 'run'] }, told);
    return FACTORIES[kind](options, told);
  });
}

const FACTORIES = { start: startHook, success: successHook, failure: failureHook, retry: retryHook } as const;
