import { mockResource } from '@hookline/core';
import { openHookContext, withHookContext } from '@hookline/testing';
import { Recorder } from './recorded-resources';
import { type Db, type Slack, SlackHooks } from './slack-hooks';

const withToken = (token: string | undefined) => {
  const former = process.env['TEST_SLACK_TOKEN'];
  if (token === undefined) delete process.env['TEST_SLACK_TOKEN'];
  else process.env['TEST_SLACK_TOKEN'] = token;
  return () => {
    if (former === undefined) delete process.env['TEST_SLACK_TOKEN'];
    else process.env['TEST_SLACK_TOKEN'] = former;
  };
};

describe('openHookContext', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = withToken('xoxb-1');
  });
  afterEach(() => restore());

  // H16
  it('opens definitions with all that they require and closes them in reverse', async () => {
    const recorder = new Recorder();
    {
      const fields = {
        resources: { slack: recorder.configuredSlack() },
        op: { name: 'a' },
        opException: new Error('boom'),
      };
      await using context = await openHookContext(SlackHooks.onFailure, fields);
      await SlackHooks.onFailure(context);
      expect(context.resources.slack.team.id).toBe('T1');
    }
    expect(recorder.seen).toEqual([
      'open http',
      'open slack xoxb-1 2 over http',
      'Op a failed: boom',
      'close slack',
      'close http',
    ]);
  });

  it('takes values beside definitions', async () => {
    const recorder = new Recorder();
    const db = { insert: jest.fn() };
    await using context = await openHookContext(SlackHooks.onSuccess, {
      resources: { db, slack: recorder.configuredSlack() },
    });
    await SlackHooks.onSuccess(context);
    expect(db.insert).toHaveBeenCalledWith([1]);
    expect(recorder.seen).toContain('done');
  });

  it('takes mockResource and hardcodedResource', async () => {
    const postMessage = jest.fn();
    const resources = {
      slack: mockResource<Slack>({ chat: { postMessage } }),
      db: mockResource<Db>({ insert: jest.fn() }),
    };
    await withHookContext(SlackHooks.onSuccess, { resources }, SlackHooks.onSuccess);
    expect(postMessage).toHaveBeenCalledTimes(1);
  });

  it('explains unset fields by its own name', async () => {
    await using context = await openHookContext(SlackHooks.onFailure);
    expect(() => context.opException).toThrow("Give it: openHookContext(hook, { opException: new Error('boom') }).");
    expect(() => context.resources.slack).toThrow('openHookContext(hook, { resources: { slack: ... } })');
    expect(() => expect(context).toEqual({})).toThrow('Expected');
  });

  it('tells a variable that is not set, and opens nothing', async () => {
    restore();
    restore = withToken(undefined);
    const recorder = new Recorder();
    const opening = openHookContext(SlackHooks.onFailure, { resources: { slack: recorder.configuredSlack() } });
    await expect(opening).rejects.toMatchObject({
      code: 'HOOKLINE_INVALID_CONFIG',
      message: expect.stringMatching(
        /resource config for openHookContext: 1 error\n.*slack.*TEST_SLACK_TOKEN is not set/,
      ) as string,
    });
    expect(recorder.seen).toEqual([]);
  });

  it('tells config that is not bound', async () => {
    const opening = openHookContext(SlackHooks.onFailure, { resources: { slack: new Recorder().slack() } });
    await expect(opening).rejects.toThrow('missing required field (string)');
    await expect(opening).rejects.toThrow('slack.configured({ ... })');
  });

  it('closes what is open when a field is wrong', async () => {
    const recorder = new Recorder();
    const fields = { resources: { slack: recorder.configuredSlack() }, opName: 'a' };
    const opening = openHookContext(SlackHooks.onFailure, fields);
    await expect(opening).rejects.toThrow("has no field 'opName'");
    expect(recorder.seen.filter((line) => line.startsWith('open'))).toHaveLength(
      recorder.seen.filter((line) => line.startsWith('close')).length,
    );
  });

  it('refuses misuse with a remedy', async () => {
    const open = openHookContext as (...args: readonly unknown[]) => Promise<unknown>;
    await expect(open(() => 1)).rejects.toMatchObject({ code: 'HOOKLINE_BAD_HOOK' });
    await expect(open(SlackHooks.onFailure, 3)).rejects.toThrow("Parameter 'fields' of openHookContext() is 3.");
    await expect(open(SlackHooks.onFailure, { resources: { slak: 1 } })).rejects.toThrow("Did you mean 'slack'?");
    const call = withHookContext as (...args: readonly unknown[]) => Promise<unknown>;
    await expect(call(SlackHooks.onFailure, {})).rejects.toThrow("Parameter 'fn' of withHookContext() is undefined");
  });
});

describe('withHookContext', () => {
  const recorder = new Recorder();
  const slack = () => recorder.slack().configured({ token: 't' });

  it('gives back what the function returns, and closes', async () => {
    const id = await withHookContext(
      SlackHooks.onFailure,
      { resources: { slack: slack() } },
      ({ resources }) => resources.slack.team.id,
    );
    expect([id, recorder.seen.at(-1)]).toEqual(['T1', 'close http']);
  });

  it('throws what the function throws, and closes', async () => {
    recorder.seen.length = 0;
    const boom = new Error('boom');
    const failing = withHookContext(SlackHooks.onFailure, { resources: { slack: slack() } }, () =>
      Promise.reject(boom),
    );
    await expect(failing).rejects.toBe(boom);
    expect(recorder.seen.at(-1)).toBe('close http');
  });
});
