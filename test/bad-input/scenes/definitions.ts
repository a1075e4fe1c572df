import {
  defineJob,
  defineResource,
  definitions,
  FailureHook,
  failureHook,
  Graph,
  hardcodedResource,
  Inject,
  Job,
  Op,
  RunFailureHook,
  type Wired,
} from 'hookline';
import { buildHookContext, buildOpContext, fakeClock } from 'hookline/testing';
import { jobOf, type Scene } from './scene';

class Etl {
  @Op({ requiredResourceKeys: ['db'] }) load(): void {}
  @FailureHook() static onFailure(): void {}
  @RunFailureHook() static onRunFailure(): void {}
  @Job() nightly(this: Wired<Etl>): void {}
}

class Alerts {
  @FailureHook() static onFailure(): void {}
}

type Decorate = (...decoration: readonly unknown[]) => void;

/** A decorator at a place where TypeScript would not let it stand. */
const decorated = (decorate: unknown, ...at: readonly unknown[]) => (decorate as Decorate)(...at);
const method = { value: () => undefined };

export const DEFINITION_SCENES: readonly Scene[] = [
  { title: 'a decorator on a class', run: () => decorated(Op(), Etl) },
  { title: 'a decorator on a property', run: () => decorated(Op(), Etl.prototype, 'rows', undefined) },
  { title: 'an op that is static', run: () => decorated(Op(), Etl, 'load', method) },
  { title: 'a hook that is not static', run: () => decorated(FailureHook(), Etl.prototype, 'load', method) },
  { title: 'a method named by a symbol', run: () => decorated(Graph(), Etl.prototype, Symbol('load'), method) },
  {
    title: 'other decorators than TypeScript’s',
    run: () => decorated(Op(), method.value, { kind: 'method', name: 'load' }),
  },
  { title: 'no parentheses', run: () => decorated(Op, Etl.prototype, 'load', method) },
  { title: 'two decorators on one method', run: () => decorated(Graph(), Etl.prototype, 'load', method) },
  {
    title: 'two decorators on one hook',
    run: () => decorated(RunFailureHook(), Etl, 'onFailure', Object.getOwnPropertyDescriptor(Etl, 'onFailure')),
  },
  {
    title: 'a hook with two parameters',
    run: () => failureHook({ name: 'notify' }, ((_a: never, _b: never) => undefined) as never),
  },
  { title: '@Inject on a method', run: () => decorated(Inject('db'), Etl.prototype, 'load', 0) },
  { title: 'an async graph', run: () => decorated(Graph(), Etl.prototype, 'late', { value: async () => undefined }) },
  {
    title: 'outs of a dynamic op',
    run: () => decorated(Op({ outs: ['a'], dynamic: true } as never), Etl.prototype, 'both', method),
  },
  { title: 'one output twice', run: () => decorated(Op({ outs: ['a', 'a'] }), Etl.prototype, 'twice', method) },
  {
    title: 'a blocking run hook',
    run: () => decorated(RunFailureHook({ blocking: true } as never), Etl, 'late', method),
  },
  {
    title: 'an option for an instance',
    run: () => decorated(Op({ pool: 'gpu' } as never), Etl.prototype, 'pooled', method),
  },
  { title: 'a run hook on an op', run: () => jobOf(Etl, (self) => self.load.withHooks(Etl.onRunFailure as never)()) },
  { title: 'a function that is no hook', run: () => jobOf(Etl, () => undefined, { hooks: [() => undefined] }) },
  {
    title: 'two hooks of one name',
    run: () => jobOf(Etl, (self) => self.load(), { hooks: [Etl.onFailure, Alerts.onFailure] }),
  },
  { title: 'two jobs of one name', run: () => definitions({ jobs: [Etl, defineJob(Etl, 'nightly')] }) },
  { title: 'a class listed twice', run: () => definitions({ jobs: [Etl, Etl] }) },
  { title: 'a class without jobs', run: () => definitions({ jobs: [Alerts] }) },
  { title: 'a job that there is not', run: () => definitions({ jobs: [Etl] }).job('nigthly') },
  {
    title: 'a resource that the job lacks',
    run: () => jobOf(Etl, (self) => self.load(), { resources: { web: hardcodedResource(1) } }),
  },
  {
    title: 'a resource that the definitions lack',
    run: () => definitions({ jobs: [jobOf(Etl, (self) => self.load())] }),
  },
  { title: 'resources in a circle', run: circle },
  { title: 'two resources for one key', run: conflict },
  { title: 'config for a resource that takes none', run: () => hardcodedResource(1).configured(1 as never) },
  { title: 'a field of a test context that was not set', run: () => buildOpContext().jobName },
  {
    title: 'a resource that a hook does not declare',
    run: () => buildHookContext(Etl.onFailure as never, { resources: { db: 1 } } as never),
  },
  {
    title: 'a definition where nothing opens it',
    run: () => buildOpContext({ resources: { db: defineResource({ create: () => 1 }) } }),
  },
  { title: 'two advances at once', run: twoAdvances },
];

function circle(): void {
  const requires: Record<string, ReturnType<typeof hardcodedResource>> = {};
  const db = defineResource({ requires, create: () => 1 });
  const web = defineResource({ requires: { db }, create: () => 1 });
  Object.assign(requires, { web });
  jobOf(Etl, (self) => self.load(), { resources: { db: defineResource({ requires: { web }, create: () => 1 }) } });
}

function conflict(): void {
  const make = () => defineResource({ requires: { http: hardcodedResource(1) }, create: () => 1 });
  jobOf(Etl, (self) => self.load(), { resources: { db: make(), web: make() } });
}

async function twoAdvances(): Promise<void> {
  const clock = fakeClock();
  await Promise.all([clock.advance(1), clock.advance(1)]);
}
