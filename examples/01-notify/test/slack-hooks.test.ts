import { buildHookContext } from 'hookline/testing';
import { SlackHooks } from '../src/slack-hooks';

describe('SlackHooks', () => {
  // #region hook-test
  it('tells slack about a failure', async () => {
    const slack = { chat: { postMessage: jest.fn() } };
    const context = buildHookContext(SlackHooks.slackMessageOnFailure, {
      resources: { slack },
      op: { name: 'a' },
      opException: new Error('boom'),
    });
    await SlackHooks.slackMessageOnFailure(context);
    expect(slack.chat.postMessage).toHaveBeenCalledWith({ channel: '#foo', text: 'Op a failed: boom' });
  });
  // #endregion

  it('tells slack about a success', async () => {
    const slack = { chat: { postMessage: jest.fn() } };
    await SlackHooks.slackMessageOnSuccess(
      buildHookContext(SlackHooks.slackMessageOnSuccess, { resources: { slack }, op: { name: 'a' } }),
    );
    expect(slack.chat.postMessage).toHaveBeenCalledWith({ channel: '#foo', text: 'Op a finished successfully' });
  });

  it('names the failed steps of a run, and says when none started', async () => {
    const slack = { chat: { postMessage: jest.fn() } };
    const fields = { resources: { slack }, jobName: 'nightly', error: new Error('no db') };
    await SlackHooks.slackMessageOnRunFailure(
      buildHookContext(SlackHooks.slackMessageOnRunFailure, { ...fields, failedSteps: [] }),
    );
    const failedSteps = [{ stepKey: 'b', error: new Error('no db') }];
    await SlackHooks.slackMessageOnRunFailure(
      buildHookContext(SlackHooks.slackMessageOnRunFailure, { ...fields, failedSteps }),
    );
    expect(slack.chat.postMessage.mock.calls).toEqual([
      [{ channel: '#alerts', text: 'Job nightly failed (steps: none started): no db' }],
      [{ channel: '#alerts', text: 'Job nightly failed (steps: b): no db' }],
    ]);
  });
});
