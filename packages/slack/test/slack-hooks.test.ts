import { InvalidDefinitionError, RetryRequested } from '@hookline/core';
import { getHook } from '@hookline/core/spi';
import { ErrorCode } from '@slack/web-api';
import { slackOnFailure, slackOnRunFailure, slackOnSuccess } from '../src';
import { SlackClient } from '../src/slack-client';
import { type SlackDouble, startSlackDouble } from '../src/testing';
import { failureContext, runFailureContext, SECRET, SILENT_LOG, successContext } from './hook-contexts';

const ALERTS = { channel: '#alerts' };
const FACTORIES = [
  ['slackOnFailure', slackOnFailure, 'failure'],
  ['slackOnSuccess', slackOnSuccess, 'success'],
  ['slackOnRunFailure', slackOnRunFailure, 'runFailure'],
] as const;

/** The factories as plain JavaScript sees them. */
type Untyped = (options?: unknown) => { readonly hookDef: { readonly name: string } };

describe.each(FACTORIES)('%s', (factory, make, kind) => {
  const untyped = make as Untyped;

  it('makes a hook of its kind that needs slack, named after the channel', () => {
    const hook = make(ALERTS);
    expect(hook.hookDef).toMatchObject({ name: `${factory}_alerts`, kind, requiredResourceKeys: ['slack'] });
    expect(make({ channel: '#on-call' }).hookDef.name).toBe(`${factory}_on_call`);
    expect(make({ ...ALERTS, name: 'mine' }).hookDef.name).toBe('mine');
  });

  it('makes hooks that differ, also for one channel', () => {
    expect(getHook(make(ALERTS))?.fn).not.toBe(getHook(make(ALERTS))?.fn);
  });

  it('hands the options of any hook on', () => {
    const filter = (): boolean => true;
    const hook = make({ ...ALERTS, filter, timeout: '5s', description: 'to the team' });
    expect(getHook(hook)).toMatchObject({ filter, timeout: 5_000, description: 'to the team' });
  });

  it.each([
    [undefined, `Give a plain object of plain values: ${factory}({ channel: '#alerts' })`],
    ['#alerts', `Give a plain object of plain values: ${factory}({ channel: '#alerts' })`],
    [{}, `Option 'channel' of ${factory}() is undefined. Give a channel's name or id`],
    [{ channel: ' ' }, `Option 'channel' of ${factory}() is ' '. Give a channel's name or id`],
    [{ channel: 3 }, `Option 'channel' of ${factory}() is 3.`],
    [{ ...ALERTS, message: 'boom' }, `Option 'message' of ${factory}() is 'boom'. Give a function of the context`],
    [{ ...ALERTS, blocks: [] }, `Option 'blocks' of ${factory}() is an empty array. Give a function of the context`],
    [{ ...ALERTS, blocks: null }, `Option 'blocks' of ${factory}() is null.`],
    [{ ...ALERTS, name: 'on call' }, 'on call'],
    [{ ...ALERTS, mesage: () => 'boom' }, 'mesage'],
  ])('refuses the options %j', (options, sentence) => {
    expect(() => untyped(options)).toThrow(InvalidDefinitionError);
    expect(() => untyped(options)).toThrow(sentence);
  });
});

describe('a Slack hook', () => {
  let slack: SlackDouble;
  let resources: { readonly slack: SlackClient };
  beforeAll(async () => {
    slack = await startSlackDouble();
    resources = { slack: new SlackClient({ token: 'xoxb-test', apiUrl: slack.url, log: SILENT_LOG }) };
  });
  beforeEach(() => {
    slack.reset();
  });
  afterAll(() => slack.close());
  const texts = (): readonly string[] => slack.messages.map(({ text }) => text);

  it('tells job, step, attempt, error and run of a failure', async () => {
    await slackOnFailure(ALERTS)(failureContext(resources));
    expect(slack.messages).toMatchObject([{ channel: '#alerts', blocks: [] }]);
    expect(texts()).toEqual([':x: *nightly*: `etl.load` failed on attempt 3\n> boom\nRun `r-1`']);
  });

  it('tells the kind of a failure that is no exception', async () => {
    await slackOnFailure(ALERTS)(failureContext(resources, { failureKind: 'timeout', opException: new TypeError('') }));
    expect(texts()).toEqual([':x: *nightly*: `etl.load` failed on attempt 3 (timeout)\n> TypeError\nRun `r-1`']);
  });

  it('tells job, step, duration and run of a success', async () => {
    await slackOnSuccess(ALERTS)(successContext(resources));
    expect(texts()).toEqual([':white_check_mark: *nightly*: `etl.load` succeeded in 1.3 s\nRun `r-1`']);
  });

  it('tells the failed steps of a run, at most five', async () => {
    await slackOnRunFailure(ALERTS)(runFailureContext(resources, ['1\nmore', '2', '3', '4', '5', '6', '7']));
    expect(texts()[0]?.split('\n')).toEqual([
      ':rotating_light: *nightly* failed',
      '> `step_1`: 1',
      '> more',
      ...[2, 3, 4, 5].map((n) => `> \`step_${n}\`: ${n}`),
      'and 2 more steps',
      'Run `r-1`',
    ]);
  });

  it('tells the error of a run in which no step failed', async () => {
    await slackOnRunFailure(ALERTS)(runFailureContext(resources, []));
    expect(texts()).toEqual([':rotating_light: *nightly* failed\n> the database is away\nRun `r-1`']);
  });

  it('keeps the error message short, and lets it mention nobody', async () => {
    await slackOnFailure(ALERTS)(failureContext(resources, { opException: new Error('<!channel> & co\n'.repeat(20)) }));
    const lines = texts()[0]?.split('\n') ?? [];
    expect(lines).toHaveLength(12);
    expect(lines[1]).toBe('> &lt;!channel&gt; &amp; co');
    expect(lines[10]).toBe('> &lt;!channel&gt; &amp; co …');
    await slackOnFailure(ALERTS)(failureContext(resources, { opException: new Error('x'.repeat(1_000_000)) }));
    expect(texts()[1]?.length).toBeLessThan(1_100);
  });

  it('says what `message` makes of the context, also later', async () => {
    const message = async ({ op, opException }: { op: { name: string }; opException: Error }): Promise<string> =>
      `${op.name}: ${opException.message}`;
    await slackOnFailure({ ...ALERTS, message })(failureContext(resources));
    expect(texts()).toEqual(['load: boom']);
  });

  it('shows the blocks of the context beside the text', async () => {
    const header = (text: string) => ({ type: 'header', text: { type: 'plain_text', text } });
    await slackOnFailure({ ...ALERTS, blocks: ({ stepKey }) => [header(stepKey)] })(failureContext(resources));
    expect(slack.messages[0]).toMatchObject({
      blocks: [header('etl.load')],
      text: expect.stringContaining('boom') as string,
    });
    await slackOnFailure({ ...ALERTS, blocks: () => undefined })(failureContext(resources));
    expect(slack.messages[1]?.blocks).toEqual([]);
  });

  it('masks secrets in every string that leaves', async () => {
    const context = failureContext(resources, { opException: new Error(`no login with ${SECRET}`) });
    const blocks = () => [{ type: 'section', fields: [{ type: 'mrkdwn', text: `a ${SECRET} b` }], deep: [[SECRET]] }];
    await slackOnFailure(ALERTS)(context);
    await slackOnFailure({ ...ALERTS, message: ({ opException }) => `! ${opException.message}`, blocks })(context);
    await slackOnRunFailure(ALERTS)(runFailureContext(resources, [SECRET]));
    expect(JSON.stringify(slack.calls)).not.toContain(SECRET);
    expect(texts()[0]).toContain('> no login with •••');
    expect(texts()[1]).toBe('! no login with •••');
    expect(slack.messages[1]?.blocks).toEqual([
      { type: 'section', fields: [{ type: 'mrkdwn', text: 'a ••• b' }], deep: [['•••']] },
    ]);
  });

  it('masks a secret that the cut of a long message would have halved', async () => {
    const opException = new Error(`${'x'.repeat(995)}${SECRET}`);
    await slackOnFailure(ALERTS)(failureContext(resources, { opException }));
    expect(texts()[0]).not.toContain(SECRET.slice(0, 3));
  });

  it('never sends more text than Slack shows', async () => {
    await slackOnFailure({ ...ALERTS, message: () => 'x'.repeat(100_000) })(failureContext(resources));
    expect(texts()[0]).toHaveLength(40_000);
  });

  it('asks for a retry when Slack limits the rate', async () => {
    slack.next({ rateLimited: { retryAfter: '7s' } });
    const call = slackOnFailure(ALERTS)(failureContext(resources));
    await expect(call).rejects.toThrow(RetryRequested);
    await expect(call).rejects.toMatchObject({ delay: 7_000, cause: { code: ErrorCode.RateLimitedError } });
  });

  it.each([
    [{ error: 'invalid_auth' }, { code: ErrorCode.PlatformError, data: { error: 'invalid_auth' } }],
    [{ error: 'channel_not_found' }, { code: ErrorCode.PlatformError, data: { error: 'channel_not_found' } }],
    [{ status: 500 }, { code: ErrorCode.HTTPError, statusCode: 500 }],
    [{ dropped: 'request' }, { code: ErrorCode.RequestError }],
  ] as const)('fails with the error of the client for %j', async (reply, error) => {
    slack.next(reply);
    await expect(slackOnFailure(ALERTS)(failureContext(resources))).rejects.toMatchObject(error);
    expect(slack.messages).toEqual([]);
  });

  it.each([
    [
      'no text',
      { message: () => undefined },
      /Option 'message' of hook 'slackOnFailure_alerts' returned undefined\. Return a text/,
    ],
    [
      'no list',
      { blocks: () => ({ type: 'divider' }) },
      /Option 'blocks' of hook .* returned an object\. Return a list/,
    ],
    [
      'no JSON',
      { blocks: () => [{ type: 'divider', n: 1n }] },
      /Option 'blocks' of hook .* no JSON data\. Return a list/,
    ],
  ])('refuses to post %s', async (_, options, sentence) => {
    const hook = (slackOnFailure as (options: object) => ReturnType<typeof slackOnFailure>)({ ...ALERTS, ...options });
    const call = hook(failureContext(resources));
    await expect(call).rejects.toThrow(InvalidDefinitionError);
    await expect(call).rejects.toThrow(sentence);
    expect(slack.calls).toEqual([]);
  });
});
