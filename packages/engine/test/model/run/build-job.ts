import {
  defineJob,
  definitions,
  dynamic,
  Graph,
  Job,
  type JobDefinition,
  Op,
  type OpContext,
  outs,
} from '@hookline/core';
import type { StepSpec } from '../job-spec';
import { at, digest, happens, opCall } from '../reference/world';
import { createHooks, policyOptions } from './hooks';
import { play } from './play';
import type { RunWorld } from './run-world';
import { type Wires, Wiring } from './wiring';

/** The job of a spec, made through the decorators that users write. */
export function buildJob(world: RunWorld): JobDefinition {
  const { spec } = world;
  const hooks = createHooks(world);
  const pick = (indices: readonly number[]) => indices.map((index) => hooks[index]);
  const wiring = new Wiring(spec, hooks);
  class Random {
    readonly spec = spec;
  }
  const decorate = decoratorsOf(Random.prototype);
  for (const [index, step] of spec.steps.entries()) {
    decorate(`n${index}`, Op({ ...opOptions(step), hooks: pick(step.opHooks) as never }), opOf(world, index));
  }
  for (const [index, { ownHooks }] of spec.graphs.entries()) {
    const body = function graph(this: Wires) {
      wiring.wireGraph(this, index);
    };
    decorate(`g${index}`, Graph({ hooks: pick(ownHooks) as never }), body);
  }
  const resources = world.createResources();
  const options = { resources, hooks: pick(spec.jobHooks), ...policyOptions(spec.retry) };
  decorate('job', Job(options as never), function body(this: Wires) {
    wiring.wireJob(this);
  });
  const job: JobDefinition = defineJob(Random as never, 'job' as never);
  if (spec.sharedHooks.length === 0) return job;
  return definitions({ jobs: [job], hooks: pick(spec.sharedHooks) as never }).job('job');
}

/** Puts decorated methods on a prototype, as a class does. */
function decoratorsOf(prototype: object) {
  return (name: string, decorator: unknown, fn: unknown): void => {
    Object.defineProperty(prototype, name, { value: fn, writable: true, configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    (decorator as (target: object, method: string, descriptor: unknown) => void)(prototype, name, descriptor);
  };
}

function opOptions({ shape, timeout, opRetry, resources }: StepSpec): object {
  return {
    requiredResourceKeys: resources.map((resource) => `r${resource}`),
    ...policyOptions(opRetry),
    ...(timeout !== undefined && { timeout }),
    ...(shape === 'dynamic' && { dynamic: true }),
    ...(shape === 'outs' && { outs: ['a', 'b?'] }),
  };
}

function opOf(world: RunWorld, index: number) {
  const { spec, clock, trace } = world;
  const step = at(spec.steps, index);
  return (...args: readonly unknown[]): unknown => {
    const context = args.at(-1) as OpContext<Record<string, unknown>>;
    const { stepKey, attempt } = context;
    world.watcher?.op(context);
    const inputs = args.slice(0, -1);
    const entry = { name: stepKey, attempt, at: clock.monotonic(), inputs, settledAt: undefined };
    const traced: (typeof trace.opCalls)[number] = entry;
    trace.opCalls.push(traced);
    world.checkOpen(step.resources, context.resources, `op ${stepKey}`);
    const key = /\[(.*)\]$/.exec(stepKey)?.[1];
    const call = opCall(spec, { step: index, key, attempt });
    return play(clock, trace, {
      call,
      name: `${index} ${key ?? ''} ${attempt}`,
      noun: 'boom',
      signal: () => context.signal,
      value: () => (call.outcome.kind === 'badOutput' ? badOutput(step) : outputsOf(step, { stepKey, key, inputs })),
      settled: () => {
        traced.settledAt ??= clock.monotonic();
      },
    });
  };
}

interface Made {
  readonly stepKey: string;
  readonly key: string | undefined;
  readonly inputs: readonly unknown[];
}

function outputsOf(step: StepSpec, { stepKey, key, inputs }: Made): unknown {
  const value = (output: string) => digest(stepKey, output, inputs);
  if (step.shape === 'plain') return value('result');
  if (step.shape === 'dynamic') return dynamic(step.keys.map((name) => [name, value(name)] as const));
  return outs(happens(step.leavesOut, key) ? { a: value('a') } : { a: value('a'), b: value('b') });
}

/** What an op of this shape must not return (S23, S25). */
function badOutput({ shape }: StepSpec): unknown {
  if (shape === 'plain') return outs({ result: 1 });
  return shape === 'outs' ? outs({ b: 1 }) : dynamic([['same', 1] as const, ['same', 2] as const]);
}
