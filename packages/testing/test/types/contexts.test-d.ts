// api.md §9: contexts for tests, with the types of what is tested.
import {
  defineResource,
  env,
  type FailureHookContext,
  type HookContext,
  hardcodedResource,
  mockResource,
  Op,
  type OpContext,
  type RunFailureHookContext,
} from '@hookline/core';
import {
  buildHookContext,
  buildOpContext,
  buildResources,
  fakeClock,
  openHookContext,
  withHookContext,
} from '@hookline/testing';
import { z } from 'zod';
import { type Db, onFailureIn, type Slack, SlackHooks } from '../slack-hooks';

const slack = { chat: { postMessage: jest.fn() } };
const db = hardcodedResource<Db>({ insert: async () => {} });
const slackResource = defineResource({
  config: z.object({ token: z.string(), retries: z.number().default(1) }),
  create: (): Slack => ({}) as Slack,
});

const use = (...values: readonly unknown[]) => values.length;

export async function hookContexts(): Promise<void> {
  const context: FailureHookContext<{ slack: Slack }> = buildHookContext(SlackHooks.onFailure, {
    resources: { slack },
    op: { name: 'a' },
    hookDef: { name: 'other' },
    opException: new Error('boom'),
    failureKind: 'timeout',
  });
  await SlackHooks.onFailure(context);
  await onFailureIn('#a')(buildHookContext(onFailureIn('#a'), { resources: { slack } }));
  SlackHooks.onSkip(buildHookContext(SlackHooks.onSkip, { skipReason: 'run' }));
  const run: RunFailureHookContext = buildHookContext(SlackHooks.onRunFailure, { failedSteps: [], status: 'failure' });
  const generic = buildHookContext<HookContext<{ slack: Slack }>>({ resources: { slack }, opException: undefined });
  const run2 = buildHookContext<RunFailureHookContext>({ error: new Error('boom') });
  const failure: FailureHookContext = buildHookContext({ op: { name: 'a' }, opException: new Error('boom') });
  use(run.steps, generic.resources.slack.team.id, run2.failedSteps, failure.failureKind);

  // @ts-expect-error a misspelt member of the mock
  buildHookContext(SlackHooks.onFailure, { resources: { slack: { chat: { postMesage: jest.fn() } } } });
  // @ts-expect-error a misspelt key
  buildHookContext(SlackHooks.onFailure, { resources: { slak: slack } });
  // @ts-expect-error a required key is missing
  buildHookContext(SlackHooks.onSuccess, { resources: { slack } });
  // @ts-expect-error a member of another type
  buildHookContext(SlackHooks.onFailure, { resources: { slack: { team: { id: 3 } } } });
  // @ts-expect-error a misspelt field
  buildHookContext(SlackHooks.onFailure, { stepkey: 'a' });
  // @ts-expect-error a misspelt field of op
  buildHookContext(SlackHooks.onFailure, { op: { nam: 'a' } });
  // @ts-expect-error a failure hook has an error
  buildHookContext(SlackHooks.onFailure, { opException: undefined });
  // @ts-expect-error a success hook has no failureKind
  buildHookContext(SlackHooks.onSuccess, { failureKind: 'timeout' });
  // @ts-expect-error a definition is for openHookContext
  buildHookContext(SlackHooks.onFailure, { resources: { slack: slackResource } });
  // @ts-expect-error a job or a text is no hook
  buildHookContext('onFailure');
  // @ts-expect-error contexts are read-only
  context.stepKey = 'b';
}

export async function openContexts(): Promise<void> {
  const bound = slackResource.configured({ token: env('SLACK_TOKEN') });
  await using context = await openHookContext(SlackHooks.onSuccess, { resources: { slack: bound, db } });
  await SlackHooks.onSuccess(context);
  await using mixed = await openHookContext(SlackHooks.onSuccess, { resources: { slack, db }, attempt: 2 });
  const id: string = await withHookContext(
    SlackHooks.onFailure,
    { resources: { slack: mockResource<Slack>(slack) } },
    ({ resources }) => resources.slack.team.id,
  );
  await withHookContext(SlackHooks.onFailure, { resources: { slack: bound } }, SlackHooks.onFailure);
  use(id, mixed.op.name);

  // @ts-expect-error a definition of another type
  await openHookContext(SlackHooks.onFailure, { resources: { slack: db } });
  // @ts-expect-error a misspelt member of the mock
  await openHookContext(SlackHooks.onFailure, { resources: { slack: { chatt: {} } } });
  // @ts-expect-error the function takes another context
  await withHookContext(SlackHooks.onFailure, {}, ({ delay }) => use(delay));
}

class Etl {
  @Op({ requiredResourceKeys: ['db'], config: z.object({ mode: z.enum(['append', 'replace']) }) })
  load(rows: readonly number[], context: OpContext<{ db: Db }, { mode: 'append' | 'replace' }>): string {
    return `${rows.length} ${context.opConfig.mode}`;
  }
}

export function opContexts(): void {
  const etl = new Etl();
  etl.load([1], buildOpContext({ resources: { db: { insert: jest.fn() } }, opConfig: { mode: 'append' } }));
  etl.load([1], buildOpContext());
  const context = buildOpContext<{ db: Db }>({
    resources: { db: {} },
    op: { name: 'a' },
    addOutputMetadata: jest.fn(),
  });
  void context.resources.db.insert([1]);

  // @ts-expect-error a misspelt member of the mock
  etl.load([1], buildOpContext({ resources: { db: { insrt: jest.fn() } } }));
  // @ts-expect-error config of another type
  etl.load([1], buildOpContext({ opConfig: { mode: 'truncate' } }));
  // @ts-expect-error a misspelt field
  buildOpContext({ opConfg: 1 });
}

export async function resources(): Promise<void> {
  await using opened = await buildResources(
    { slack: slackResource, db },
    { slack: { config: { token: env('T'), retries: 2 } } },
  );
  await opened.db.insert([1]);
  const client: Slack = opened.slack;
  use(client);

  // @ts-expect-error config that the schema does not take
  await buildResources({ slack: slackResource }, { slack: { config: { token: 3 } } });
  // @ts-expect-error a key that is not opened
  await buildResources({ slack: slackResource }, { slak: { config: { token: 'x' } } });
  // @ts-expect-error a value is no definition
  await buildResources({ slack });
}

export async function clocks(): Promise<number> {
  const clock = fakeClock({ start: new Date(0) });
  await clock.advance('1.5h');
  // @ts-expect-error no duration
  await clock.advance('1 hour');
  return clock.now() + fakeClock().monotonic();
}
