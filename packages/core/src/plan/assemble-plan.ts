import type { HookDefinition } from '../definition/hook-definition';
import { ioManagerOf, resourceKeysOfOp } from '../definition/io-manager-key';
import type { OpDefinition } from '../definition/op-definition';
import type { Plan, PlanGraph, PlanHook, PlanSnapshot, PlanStep, RunHooks, StepHooks } from './plan';

/** The JSON of a plan with the code that belongs to it. */
export interface PlanParts {
  readonly snapshot: PlanSnapshot;
  /** The op of each step. */
  readonly ops: readonly OpDefinition[];
  /** The code of each hook of the snapshot. */
  readonly hooks: readonly HookDefinition[];
}

/** Adds everything that follows from the snapshot: the graph, the hooks by kind, the index of keys. */
export function assemblePlan({ snapshot, ops, hooks }: PlanParts): Plan {
  const { steps } = snapshot;
  return {
    snapshot,
    ops,
    hooks,
    graph: createGraph(steps),
    stepHooks: groupStepHooks(snapshot),
    runHooks: groupRunHooks(snapshot),
    deadLetterHooks: snapshot.deadLetterHooks,
    stepResources: new Set(steps.flatMap(resourceKeysOfOp)),
    ioManagers: new Set(steps.flatMap(ioManagerOf)),
    firedHooks: firedHooksOf(snapshot),
    indexOf: new Map(steps.map((step, index) => [step.key, index])),
  };
}

/** Compressed rows: count the dependents of each step, turn counts into offsets, fill the rows in step order. */
function createGraph(steps: readonly PlanStep[]): PlanGraph {
  const offsets = new Int32Array(steps.length + 1);
  const indegree = Int32Array.from(steps, (step) => step.upstream.length);
  for (const { upstream } of steps) for (const source of upstream) offsets[source + 1] = at(offsets, source + 1) + 1;
  for (let step = 0; step < steps.length; step += 1) offsets[step + 1] = at(offsets, step + 1) + at(offsets, step);
  const targets = new Int32Array(at(offsets, steps.length));
  const next = offsets.slice();
  for (const [index, { upstream }] of steps.entries()) {
    for (const source of upstream) {
      targets[at(next, source)] = index;
      next[source] = at(next, source) + 1;
    }
  }
  return { indegree, offsets, targets };
}

function at(array: Int32Array, index: number): number {
  return array[index] as number;
}

function firedHooksOf({ steps, runHooks, deadLetterHooks }: PlanSnapshot): ReadonlySet<number> {
  const ofSteps = [...new Set(steps.map((step) => step.hooks))];
  return new Set([...runHooks, ...deadLetterHooks, ...ofSteps.flat()]);
}

function groupStepHooks({ steps, hooks }: PlanSnapshot): readonly StepHooks[] {
  const shared = new Map<string, StepHooks>();
  return steps.map((step) => {
    const list = step.hooks.join();
    const known = shared.get(list);
    if (known) return known;
    const group = stepHooksOf(step.hooks, hooks);
    shared.set(list, group);
    return group;
  });
}

function stepHooksOf(list: readonly number[], hooks: readonly PlanHook[]): StepHooks {
  const of = (kind: PlanHook['kind']) => ofKind(list, hooks, kind);
  return Object.freeze({
    start: of('start'),
    success: of('success'),
    failure: of('failure'),
    retry: of('retry'),
    skip: of('skip'),
    cancel: of('cancel'),
    any: list.length > 0,
  });
}

function groupRunHooks({ runHooks, hooks }: PlanSnapshot): RunHooks {
  const of = (kind: PlanHook['kind']) => ofKind(runHooks, hooks, kind);
  return Object.freeze({
    runStart: of('runStart'),
    runSuccess: of('runSuccess'),
    runFailure: of('runFailure'),
    runCancel: of('runCancel'),
  });
}

function ofKind(list: readonly number[], hooks: readonly PlanHook[], kind: PlanHook['kind']): readonly number[] {
  return Object.freeze(list.filter((hook) => (hooks[hook] as PlanHook).kind === kind));
}
