/** A random job as data: what is generated, run by the engine, and interpreted by the reference. Times are ms. */
export interface JobSpec {
  /** In body order. */
  readonly steps: readonly StepSpec[];
  readonly maps: readonly MapSpec[];
  readonly graphs: readonly GraphSpec[];
  readonly hooks: readonly HookSpec[];
  readonly resources: readonly ResourceSpec[];
  /** Indices into `hooks`: attached in `definitions`, and to the job. */
  readonly sharedHooks: readonly number[];
  readonly jobHooks: readonly number[];
  readonly retry: RetrySpec | undefined;
  readonly run: RunSpec;
}

/** How the job is executed. */
export interface RunSpec {
  readonly maxConcurrent: number;
  readonly gracePeriod: number;
  readonly hookWait: number;
  readonly timeout: number | undefined;
  /** When the run is cancelled; 0: before it begins. */
  readonly cancelAt: number | undefined;
  /** What the port of randomness always gives. */
  readonly random: number;
  /** Steps selected with all that is upstream of them; empty: all. */
  readonly selected: readonly number[];
  /** Hooks that the run config turns off. */
  readonly disabledHooks: readonly number[];
}

/** Where an input comes from; `step` is an index into the steps. */
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

/** `some`: only where the map key is `b`. */
export type When = 'never' | 'always' | 'some';

/** How long a call takes: nothing, a microtask, a turn of the event loop, or ms (to which a fraction of its own is added). */
export type Pause = 'sync' | 'microtask' | 'turn' | number;

export interface RetrySpec {
  readonly maxRetries: number;
  readonly delay: number;
  readonly backoff: 'linear' | 'exponential' | undefined;
  readonly jitter: 'full' | 'plusMinus' | undefined;
}

/** What a call does when its pause is over. `hang`: it has no end. */
export type Outcome =
  | { readonly kind: 'ok' | 'throw' | 'throwText' | 'failure' | 'hopeless' | 'badOutput' | 'hang' }
  | { readonly kind: 'request'; readonly maxRetries: number; readonly delay: number; readonly cause: boolean };

/** One call of user code. */
export interface Act {
  readonly pause: Pause;
  readonly outcome: Outcome;
  /** What it does as soon as its signal is aborted. */
  readonly onAbort: 'ignore' | 'throw' | 'return';
}

export interface StepSpec {
  readonly shape: 'plain' | 'outs' | 'dynamic';
  readonly inputs: readonly Source[];
  /** Steps outside of maps. */
  readonly after: readonly number[];
  /** Index of the map that it stands in. */
  readonly map: number | undefined;
  /** Index of the innermost graph that it stands in. */
  readonly graph: number | undefined;
  readonly priority: number;
  /** Of attempts 1, 2, …; those after the last succeed like `calm`. */
  readonly acts: readonly Act[];
  /** Whether the acts are those of all instances, or only of map key `b`; else `calm`. */
  readonly actsWhen: 'always' | 'some';
  readonly calm: Pause;
  readonly timeout: number | undefined;
  /** Of the op, and of the invocation. */
  readonly opRetry: RetrySpec | undefined;
  readonly retry: RetrySpec | undefined;
  readonly opHooks: readonly number[];
  readonly hooks: readonly number[];
  readonly resources: readonly number[];
  /** Of shape `outs`: when `b` is left out. */
  readonly leavesOut: When;
  /** Of shape `dynamic`. */
  readonly keys: readonly string[];
}

/** A map: its steps are neighbours, and the last one's `output` is what it returns. */
export interface MapSpec {
  readonly over: Mapped;
  /** The dynamic step behind it. */
  readonly dynamic: number;
  readonly first: number;
  readonly last: number;
  readonly output: OutputName;
}

/** A graph and its one invocation: its steps are neighbours. */
export interface GraphSpec {
  readonly parent: number | undefined;
  readonly first: number;
  readonly last: number;
  readonly ownHooks: readonly number[];
  readonly hooks: readonly number[];
  readonly after: readonly number[];
}

export type OpHookKind = 'start' | 'success' | 'failure' | 'retry' | 'skip' | 'cancel';
export type RunHookKind = 'runStart' | 'runSuccess' | 'runFailure' | 'runCancel';

export interface HookSpec {
  readonly kind: OpHookKind | RunHookKind;
  readonly blocking: boolean;
  /** Of attempts 1, 2, …; those after the last succeed like `calm`. */
  readonly acts: readonly Act[];
  readonly calm: Pause;
  readonly timeout: number;
  readonly retry: RetrySpec | undefined;
  /** `even`: only for steps of an even index, run hooks always. The last two cannot answer, and so say yes. */
  readonly filter: 'none' | 'even' | 'throws' | 'promise';
  readonly kinds: readonly ('exception' | 'timeout' | 'framework')[] | undefined;
  /** Fires only for errors that ops throw themselves. */
  readonly onlyBoom: boolean;
  readonly reasons: readonly ('absent' | 'upstream' | 'run')[] | undefined;
  readonly includePending: boolean;
  readonly resources: readonly number[];
}

export interface ResourceSpec {
  /** Resources of lower index. */
  readonly requires: readonly number[];
  /** Of the first calls of create; later ones succeed like `calm`. */
  readonly creates: readonly Act[];
  readonly calm: Pause;
  readonly dispose: Act;
  readonly timeout: number;
}
