// What the bench uses of its peers, so that the type check needs none of them installed; the runs check the rest.

declare module 'p-graph' {
  export class PGraph {
    constructor(nodes: ReadonlyMap<string, { run(): Promise<unknown> }>, dependencies: [string, string][]);
    run(): Promise<void>;
  }
}

declare module 'effect' {
  /** A program that gives an A. */
  export interface Program<A> {
    readonly result: A;
  }
  export const Effect: {
    promise<A>(run: () => Promise<A>): Program<A>;
    sync<A>(run: () => A): Program<A>;
    suspend<A>(make: () => Program<A>): Program<A>;
    andThen<A, B>(first: Program<A>, second: Program<B>): Program<B>;
    forEach<T>(
      list: readonly T[],
      make: (item: T) => Program<unknown>,
      options: { readonly concurrency: 'unbounded'; readonly discard: true },
    ): Program<void>;
    runPromise<A>(program: Program<A>): Promise<A>;
  };
}

declare module '@mastra/core/workflows' {
  /** A schema of zod. */
  type Schema = object;
  export interface Step {
    readonly id: string;
  }
  export interface StepParams {
    readonly id: string;
    readonly inputSchema: Schema;
    readonly outputSchema: Schema;
    execute(params: { readonly inputData: unknown }): Promise<unknown>;
  }
  export interface Workflow {
    then(step: Step): Workflow;
    parallel(steps: readonly Step[]): Workflow;
    foreach(step: Step, options: { readonly concurrency: number }): Workflow;
    commit(): Workflow;
    createRun(): Promise<{
      start(params: { readonly inputData: object }): Promise<{ readonly status: string; readonly result?: unknown }>;
    }>;
  }
  export function createStep(params: StepParams): Step;
  export function createWorkflow(params: {
    readonly id: string;
    readonly inputSchema: Schema;
    readonly outputSchema: Schema;
  }): Workflow;
}

declare module '@langchain/langgraph' {
  type Values = Readonly<Record<string, unknown>>;
  export interface Channel {
    readonly channel: unknown;
  }
  export const Annotation: {
    (): Channel;
    <T>(options: { reducer(left: T, right: T): T; default(): T }): Channel;
    Root(channels: Readonly<Record<string, Channel>>): object;
  };
  export const START: string;
  export const END: string;
  export class Send {
    readonly node: string;
    constructor(node: string, state: Values);
  }
  export interface CompiledGraph {
    invoke(input: Values, options: { readonly recursionLimit: number }): Promise<Values>;
  }
  export class StateGraph {
    constructor(state: object);
    addNode(name: string, run: (state: Values) => Promise<Values>): this;
    addEdge(from: string | readonly string[], to: string): this;
    addConditionalEdges(from: string, route: () => readonly Send[], targets: readonly string[]): this;
    compile(): CompiledGraph;
  }
}

declare module '@dbos-inc/dbos-sdk' {
  export const DBOS: {
    setConfig(config: { readonly name: string; readonly systemDatabaseUrl: string; readonly logLevel: string }): void;
    registerWorkflow<T>(body: () => Promise<T>, options: { readonly name: string }): () => Promise<T>;
    runStep<T>(step: () => Promise<T>, options: { readonly name: string }): Promise<T>;
    launch(): Promise<void>;
    shutdown(options: { readonly deregister: boolean }): Promise<void>;
  };
}
