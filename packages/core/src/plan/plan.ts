import type { HookKind, OpHookKind, RunHookKind } from '../context/hook-info';
import type { FailureKind, SkipReason } from '../context/status';
import type { HookDefinition } from '../definition/hook-definition';
import type { OpDefinition, OutputDefinition } from '../definition/op-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import type { JsonValue, Tags } from '../util/json';

/** What an input of a step is bound to; `step` is an index into the plan. See `Binding` for what an `output` means. */
export type PlanInput =
  | { readonly kind: 'constant'; readonly value?: JsonValue }
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'output'; readonly step: number; readonly output: string }
  | { readonly kind: 'collect'; readonly step: number; readonly output: string }
  | { readonly kind: 'list'; readonly items: readonly PlanInput[] };

/** One step, as JSON. */
export interface PlanStep {
  /** `graph.op`. */
  readonly key: string;
  readonly name: string;
  readonly alias?: string;
  /** Name of the op definition. */
  readonly op: string;
  readonly description?: string;
  readonly tags: Tags;
  readonly inputs: readonly PlanInput[];
  /** Indices of all steps that must have ended before this one, ascending, each once: those of inputs and of `after`. */
  readonly upstream: readonly number[];
  readonly outputs: readonly OutputDefinition[];
  readonly multiple: boolean;
  readonly dynamic: boolean;
  /** Index of the dynamic step whose keys multiply this one. */
  readonly scope?: number;
  /** Indices into `hooks` of the plan, in the order of S3, each once. */
  readonly hooks: readonly number[];
  readonly retryPolicy?: RetryPolicy;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly priority: number;
  /** What `context.resources` of the op holds. */
  readonly requiredResourceKeys: readonly string[];
  /** Of its outputs: the key of a resource, which is opened with those of the op, or the name of a built-in one. */
  readonly ioManagerKey?: string;
}

/** One hook of the job, as JSON: what can be decided about it without its code. */
export interface PlanHook {
  readonly name: string;
  readonly kind: HookKind;
  readonly description?: string;
  readonly requiredResourceKeys: readonly string[];
  readonly retryPolicy?: RetryPolicy;
  readonly timeout: number;
  /** Names of the error classes that it asks for. */
  readonly errors?: readonly string[];
  readonly kinds?: readonly FailureKind[];
  /** It has a filter, which only its code can answer. */
  readonly filtered: boolean;
  readonly blocking: boolean;
  readonly reasons: readonly SkipReason[];
  readonly includePending: boolean;
}

/** What a run will do, as JSON: enough to know what any ending owes without loading the code (D10). */
export interface PlanSnapshot {
  readonly jobName: string;
  readonly steps: readonly PlanStep[];
  readonly hooks: readonly PlanHook[];
  /** Indices into `hooks`: the run hooks, in the order of S3. */
  readonly runHooks: readonly number[];
  /** Indices into `hooks`: the hooks of last resort, in the order of S3. */
  readonly deadLetterHooks: readonly number[];
}

/** A plan: its JSON beside parallel tables of code, and the graph in compressed form. Made by `createPlan`. */
export interface Plan {
  readonly snapshot: PlanSnapshot;
  /** The op of each step. */
  readonly ops: readonly OpDefinition[];
  /** The code of each hook. */
  readonly hooks: readonly HookDefinition[];
  readonly graph: PlanGraph;
  /** Hook indices of each step by kind; steps with equal lists share one object. */
  readonly stepHooks: readonly StepHooks[];
  /** Hook indices of the run by kind. */
  readonly runHooks: RunHooks;
  /** Hooks (indices) of last resort: what a delivery that is given up fires. */
  readonly deadLetterHooks: readonly number[];
  /** Keys of the resources that steps and their IO managers need, each once. */
  readonly stepResources: ReadonlySet<string>;
  /** Keys of the resources that hold outputs of steps: hooks need them, too, wherever they are shown such a value. */
  readonly ioManagers: ReadonlySet<string>;
  /** Hooks (indices) that some step, the run or a delivery can fire. */
  readonly firedHooks: ReadonlySet<number>;
  /** Step key → index. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Hook indices of a step by kind, in the order of S3. */
export type StepHooks = Readonly<Record<OpHookKind, readonly number[]>> & {
  /** True where any list has a hook: inputs and outputs of the step are kept for it. */
  readonly any: boolean;
};

/** Hook indices of a run by kind, in the order of S3. */
export type RunHooks = Readonly<Record<RunHookKind, readonly number[]>>;

/** Edges upstream → dependent in compressed rows: dependents of step `i` are `targets[offsets[i] .. offsets[i + 1]]`. */
export interface PlanGraph {
  /** Number of distinct upstream steps of each step. */
  readonly indegree: Int32Array;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}
