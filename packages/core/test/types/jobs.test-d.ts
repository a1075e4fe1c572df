// api.md §3 and §8: jobs of bodies, and what they know of resources and inputs.
import { z } from 'zod';
import {
  deadLetterHook,
  defineJob,
  defineLogger,
  definitions,
  Graph,
  hardcodedResource,
  Job,
  type JobDefinition,
  type JobInputs,
  mockResource,
  Op,
  type Output,
  runFailureHook,
  toJob,
  use,
  type Wired,
} from '../../src';
import { Etl } from './bodies.test-d';
import { type Db, Hooks, resources, type Slack, slack } from './fixtures';

const Inputs = z.object({ rate: z.number().default(1), day: z.string().transform((text) => new Date(text)) });

export class Bodies {
  data = 3;

  @Op()
  a(): number {
    return 1;
  }

  @Graph()
  withInputs(this: Wired<Bodies>, { rate }: JobInputs<typeof Inputs>) {
    return [rate, this.a()];
  }

  @Graph()
  withOutput(this: Wired<Bodies>, rate: Output<number>) {
    return [rate, this.a()];
  }

  @Job()
  other(this: Wired<Bodies>) {
    use(Etl).migrate.after(this.a())();
    use<Etl, typeof resources>(Etl).rows();
  }
}

type Given<J> = J extends JobDefinition<infer R, infer I> ? { readonly resources: R; readonly inputs: I } : never;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <T extends true>(value?: T): T | undefined => value;

export const given = defineJob(Etl, 'given');
export const plain = defineJob(Etl, 'plain');
const lastResort = deadLetterHook({ name: 'last' }, ({ delivery }) => delivery.id);
const dev = toJob(Etl, 'little', {
  name: 'dev',
  resources: { slack: mockResource<Slack>({}) },
  hooks: [Hooks.alarm, runFailureHook({ name: 'inline' }, ({ error }) => error), lastResort],
});
const filled = toJob(Bodies, 'withInputs', { name: 'filled', inputs: Inputs });
export const open = toJob(Etl, 'little', {});

isTrue<Equal<Given<typeof given>['resources'], { readonly db: Db; readonly slack: Slack }>>();
isTrue<Equal<Given<typeof plain>['inputs'], { rate?: number | undefined; day: string }>>();
isTrue<Equal<Given<typeof dev>['resources'], { readonly slack: Slack }>>();
isTrue<Equal<Given<typeof filled>['inputs'], { rate?: number | undefined; day: string }>>();
isTrue<Equal<Given<typeof open>['resources'], { readonly slack: Slack }>>();

export const defs = definitions({
  jobs: [Etl, Bodies, dev, filled],
  resources,
  hooks: [Hooks.summary, Hooks.alarm, lastResort],
  loggers: { mine: defineLogger({ create: () => ({ debug() {}, info() {}, warn() {}, error() {} }) }) },
});
export const bound: readonly JobDefinition[] = [defs.job('dev'), defs.job(Etl, 'plain')];

// @ts-expect-error an op is no body
defineJob(Etl, 'migrate');
// @ts-expect-error no such method
defineJob(Etl, 'absent');
// @ts-expect-error data is no body
defineJob(Bodies, 'data');
// @ts-expect-error an op is no body
defs.job(Etl, 'migrate');
// @ts-expect-error nothing could fill the parameter of this graph
toJob(Etl, 'nothing', { name: 'unfilled' });
// @ts-expect-error the schema yields no rate
toJob(Bodies, 'withInputs', { inputs: z.object({ day: z.string() }) });
// @ts-expect-error `resources` does not cover R
toJob(Etl, 'little', { resources: { other: hardcodedResource(1) } });
// @ts-expect-error `resources` lacks what a hook needs
toJob(Bodies, 'withInputs', { inputs: Inputs, resources: { other: hardcodedResource(1) }, hooks: [Hooks.alarm] });
// @ts-expect-error the resource has another type
toJob(Etl, 'needsDb', { resources: { db: slack } });
// @ts-expect-error a list of jobs
definitions({ jobs: Etl });
// @ts-expect-error no such option
definitions({ jobs: [], hook: [] });
