/** What every wrong program starts with. */
export const PRELUDE = `
import { z } from 'zod';
import * as h from '@hookline/core';
import type { FailureHookContext, HookContext, JobInputs, OpContext, Output, Outs, RunFailureHookContext, Wired } from '@hookline/core';
interface Row { id: number }
interface Db { query(sql: string): Promise<Row[]> }
interface Slack { post(text: string): Promise<void> }
const db = h.defineResource({ create: (): Db => ({ query: () => Promise.resolve([]) }) });
const slack = h.defineResource({ config: z.object({ token: z.string() }), create: (): Slack => ({ post: () => Promise.resolve() }) });
class Hooks {
  @h.FailureHook({ requiredResourceKeys: ['slack'] })
  static alarm({ resources }: FailureHookContext<{ slack: Slack }>) { return resources.slack.post('x'); }
  @h.RunFailureHook()
  static summary({ failedSteps }: RunFailureHookContext) { return failedSteps; }
}
class Etl {
  @h.Op({ requiredResourceKeys: ['db'] })
  rows(context: OpContext<{ db: Db }>): Promise<Row[]> { return context.resources.db.query(''); }
  @h.Op() sum(numbers: number[]): number { return numbers.length; }
  @h.Op() load(rows: Row[], table: string): void { void [rows, table]; }
  @h.Graph() needsDb(this: Wired<Etl, { db: Db }>) { return this.rows(); }
  @h.Graph() graph(this: Wired<Etl>, row: Output<Row>) { return this.rows(); }
}
`;

const body = (line: string, given = ''): string => `class Jobs extends Etl {
  @h.Graph() nightly(this: Wired<Jobs${given}>) {
    ${line}
  }
}`;

/** Mistake → program. The mistake is on the line that ends in `// here`. */
export const WRONG_PROGRAMS: Readonly<Record<string, string>> = {
  'an output goes into an input of another type': body('this.sum(this.rows()); // here'),
  'a constant has another type than the input': body(`this.sum(['1']); // here`),
  'an input is missing': body('this.load(this.rows()); // here'),
  'an output is used as a value': body('this.rows().length; // here'),
  'an op is passed without being invoked': body('this.load(this.rows, "t"); // here'),
  'an op does not exist': body('this.row(); // here'),
  'an op needs a resource that the body is not given': body('this.rows(); // here', ', { slack: Slack }'),
  'a graph needs a resource that the body is not given': body('this.needsDb(); // here', ', { slack: Slack }'),
  'a hook needs a resource that the body is not given': body(
    'this.sum.withHooks(Hooks.alarm)([1]); // here',
    ', { db: Db }',
  ),
  'a run hook is attached to one invocation': body('this.sum.withHooks(Hooks.summary)([1]); // here'),
  'a dead-letter hook is attached to one invocation': body(
    `this.sum.withHooks(h.deadLetterHook({ name: 'last' }, ({ delivery }) => delivery.id))([1]); // here`,
  ),
  'a graph gets a retry policy': body('this.graph.withRetryPolicy(h.retryPolicy())({ id: 1 }); // here'),
  'a hook needs a resource that the job does not give': `class Jobs extends Etl {
  @h.Job({ resources: { db }, hooks: [Hooks.alarm] }) // here
  nightly(this: Wired<Jobs>) { this.rows(); }
}`,
  'a body needs a resource that the job does not give': `class Jobs extends Etl {
  @h.Job({ resources: { slack } }) // here
  nightly(this: Wired<Jobs, { db: Db }>) { this.rows(); }
}`,
  'the context of an op comes first': `class Jobs extends Etl {
  @h.Op() // here
  swapped(context: OpContext, rows: Row[]) { return rows; }
}`,
  'a body takes inputs that @Job does not declare': `class Jobs extends Etl {
  @h.Job() // here
  nightly(this: Wired<Jobs>, context: OpContext) { void context; }
}`,
  'a body does not declare this': `class Jobs extends Etl {
  @h.Job() // here
  nightly() {}
}`,
  'a body is wired to another class': `class Jobs {
  @h.Job() // here
  nightly(this: Wired<Etl>) { this.rows(); }
}`,
  'a body is asynchronous': `class Jobs extends Etl {
  @h.Job() // here
  async nightly(this: Wired<Jobs>) { this.rows(); }
}`,
  'a schema of inputs does not yield what the body takes': `class Jobs extends Etl {
  @h.Job({ inputs: z.object({ rate: z.string() }) }) // here
  nightly(this: Wired<Jobs>, { rate }: JobInputs<{ rate: number }>) { this.sum([rate]); }
}`,
  'a context uses a resource that the op does not name': `class Ops {
  @h.Op() // here
  rows(context: OpContext<{ db: Db }>) { return context.resources.db.query(''); }
}`,
  'a context uses two resources that the op does not name': `class Ops {
  @h.Op() // here
  both(context: OpContext<{ db: Db; slack: Slack }>) { return context.resources.slack; }
}`,
  'a job does not give two resources': `class Jobs extends Etl {
  @h.Job({ resources: { other: db } }) // here
  nightly(this: Wired<Jobs, { db: Db; slack: Slack }>) { this.rows(); }
}`,
  'a context reads a config field that the schema lacks': `class Ops {
  @h.Op({ config: z.object({ limit: z.number() }) }) // here
  rows(context: OpContext<object, { limit: number; table: string }>) { return context.opConfig.table; }
}`,
  'a context reads a config field as another type': `class Ops {
  @h.Op({ config: z.object({ limit: z.number() }) }) // here
  rows(context: OpContext<object, { limit: string }>) { return context.opConfig.limit; }
}`,
  'outs does not name the outputs': `class Ops {
  @h.Op({ outs: ['valid', 'rejected'] }) // here
  split(): Outs<{ valid: number; rejected?: number }> { return h.outs({ valid: 1 }); }
}`,
  'an op declares this': `class Ops {
  @h.Op() // here
  rows(this: Wired<Ops>) { return this; }
}`,
  'an op takes rest parameters': `class Ops {
  @h.Op() // here
  rows(...ids: number[]) { return ids; }
}`,
  'an op is static': `class Ops {
  @h.Op() // here
  static rows() { return 1; }
}`,
  'an op is private': `class Ops {
  @h.Op() // here
  private rows() { return this.rows; }
}`,
  'an op decorator has no parentheses': `class Ops {
  @h.Op // here
  rows() { return 1; }
}`,
  'an option is misspelt': `class Ops {
  @h.Op({ requiredResourceKey: ['db'] }) // here
  rows() { return 1; }
}`,
  'a run hook is attached to an op': `class Ops {
  @h.Op({ hooks: [Hooks.summary] }) // here
  rows() { return 1; }
}`,
  'a hook asks for more than its kind gives': `class More {
  @h.SuccessHook() // here
  static hook({ opException }: FailureHookContext) { return opException; }
}`,
  'a run hook asks for an op': `class More {
  @h.RunFailureHook() // here
  static hook({ op }: HookContext) { return op; }
}`,
  'a hook uses a resource that it does not name': `class More {
  @h.FailureHook() // here
  static hook({ resources }: FailureHookContext<{ slack: Slack }>) { return resources.slack; }
}`,
  'a hook takes two parameters': `class More {
  @h.FailureHook() // here
  static hook(context: FailureHookContext, more: number) { return [context, more]; }
}`,
  'a hook is an instance method': `class More {
  @h.FailureHook() // here
  hook(context: FailureHookContext) { return context; }
}`,
  'a twin uses a resource that it does not name': `h.failureHook(
  { name: 'twin' },
  ({ resources }: FailureHookContext<{ slack: Slack }>) => resources.slack, // here
);`,
  'a twin asks for more than its kind gives': `h.startHook(
  { name: 'twin' },
  ({ opException }: FailureHookContext) => opException, // here
);`,
  'a resource is configured with a field that its schema lacks': `slack.configured({ token: 'x', tokn: 'y' }); // here`,
  'an injected resource has another type than the parameter': `class Ops {
  constructor(
    @h.Inject(h.resourceKey<Db>()('db')) readonly db: string, // here
  ) {}
}`,
  'a mock has a member that the resource lacks': `h.mockResource<Slack>({ pots: () => Promise.resolve() }); // here`,
  'a job is defined of an op': `h.defineJob(Etl, 'sum'); // here`,
  'a job is made without a resource that a hook needs': `h.toJob(
  Etl,
  'needsDb',
  { name: 'x', resources: { db }, hooks: [Hooks.alarm] }, // here
);`,
};
