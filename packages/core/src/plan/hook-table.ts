import type { HookDefinition } from '../definition/hook-definition';
import type { JobDefinition } from '../definition/job-definition';
import type { NodeDefinition } from '../definition/node-definition';
import { isOpHook, isRunHook } from '../wiring/attached-hooks';
import type { PlanHook } from './plan';

/** Each distinct hook of a job once, by the identity of its function (S1), numbered in the order in which it is met. */
export class HookTable {
  /** The code of each hook. */
  readonly definitions: HookDefinition[] = [];
  /** The run hooks, in the order of S3. */
  readonly runHooks: readonly number[];
  /** The hooks of last resort, in that order. */
  readonly deadLetterHooks: readonly number[];
  private readonly numbers = new Map<HookDefinition['fn'], number>();
  /** What every step of the job has: op hooks of `definitions`, then of the job. */
  private readonly common: readonly number[];
  private readonly lists = new Map<string, readonly number[]>();

  constructor(job: JobDefinition) {
    const all = this.union([], [job.shared?.hooks ?? [], job.hooks]);
    const definitionOf = (hook: number) => this.definitions[hook] as HookDefinition;
    this.runHooks = all.filter((hook) => isRunHook(definitionOf(hook)));
    this.deadLetterHooks = all.filter((hook) => definitionOf(hook).kind === 'deadLetter');
    this.common = all.filter((hook) => isOpHook(definitionOf(hook)));
  }

  /** The hooks of a step in the order of S3, each once; equal lists are one object. */
  hooksOf({ graphs, op, hooks }: NodeDefinition): readonly number[] {
    if (graphs.length + op.hooks.length + hooks.length === 0) return this.common;
    const list = this.union(this.common, [...graphs.map((graph) => graph.hooks), op.hooks, hooks]);
    if (list.length === this.common.length) return this.common;
    const text = list.join();
    const known = this.lists.get(text) ?? list;
    this.lists.set(text, known);
    return known;
  }

  private union(first: readonly number[], lists: readonly (readonly HookDefinition[])[]): readonly number[] {
    const union = new Set(first);
    for (const list of lists) for (const hook of list) union.add(this.numberOf(hook));
    return [...union];
  }

  private numberOf(hook: HookDefinition): number {
    const known = this.numbers.get(hook.fn);
    if (known !== undefined) return known;
    const number = this.definitions.push(hook) - 1;
    this.numbers.set(hook.fn, number);
    return number;
  }
}

/** What of a hook is data. */
export function toPlanHook(hook: HookDefinition): PlanHook {
  const { name, kind, description, requiredResourceKeys, retryPolicy, timeout, errors, kinds, filter } = hook;
  return {
    name,
    kind,
    ...(description !== undefined && { description }),
    requiredResourceKeys,
    ...(retryPolicy && { retryPolicy }),
    timeout,
    ...(errors && { errors: errors.map((error) => error.name) }),
    ...(kinds && { kinds }),
    filtered: filter !== undefined,
    blocking: hook.blocking,
    reasons: hook.reasons,
    includePending: hook.includePending,
  };
}
