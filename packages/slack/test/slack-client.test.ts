import { type Logger, RetryRequested } from '@hookline/core';
import { ErrorCode, WebClient } from '@slack/web-api';
import { SlackClient } from '../src/slack-client';
import { type SlackDouble, startSlackDouble } from '../src/testing';

const HELLO = { channel: '#alerts', text: 'hello' };

describe('SlackClient', () => {
  let slack: SlackDouble;
  let lines: string[];
  let client: SlackClient;
  beforeAll(async () => {
    slack = await startSlackDouble();
  });
  beforeEach(() => {
    slack.reset();
    lines = [];
    client = new SlackClient({ token: 'xoxb-test', apiUrl: slack.url, log: loggerInto(lines) });
  });
  afterAll(() => slack.close());

  it('is the official client', async () => {
    expect(client).toBeInstanceOf(WebClient);
    await expect(client.auth.test()).resolves.toMatchObject({ ok: true });
    await expect(client.chat.postMessage(HELLO)).resolves.toMatchObject({ ok: true, channel: '#alerts' });
    expect(slack.messages).toMatchObject([{ ...HELLO, token: 'xoxb-test' }]);
  });

  it('talks to Slack unless told otherwise', () => {
    const plain = new SlackClient({ token: 'xoxb-test', apiUrl: undefined, log: loggerInto(lines) });
    expect(plain.slackApiUrl).toBe('https://slack.com/api/');
  });

  it('asks for a retry after the delay of Slack when the rate is limited', async () => {
    slack.next({ rateLimited: { retryAfter: '30s' } });
    const error: unknown = await client.chat.postMessage(HELLO).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RetryRequested);
    expect(error).toMatchObject({
      delay: 30_000,
      maxRetries: 3,
      cause: { code: ErrorCode.RateLimitedError, retryAfter: 30 },
    });
    expect(slack.calls).toHaveLength(1);
  });

  it('asks for it whichever method is called', async () => {
    slack.always({ rateLimited: { retryAfter: 0 } });
    await expect(client.auth.test()).rejects.toMatchObject({ code: 'HOOKLINE_RETRY_REQUESTED', delay: 0 });
    await expect(client.apiCall('auth.test')).rejects.toMatchObject({ code: 'HOOKLINE_RETRY_REQUESTED', delay: 0 });
  });

  it.each([
    [{ error: 'invalid_auth' }, { code: ErrorCode.PlatformError, data: { error: 'invalid_auth' } }],
    [{ error: 'channel_not_found' }, { code: ErrorCode.PlatformError, data: { error: 'channel_not_found' } }],
    [{ status: 500 }, { code: ErrorCode.HTTPError, statusCode: 500 }],
    [{ dropped: 'request' }, { code: ErrorCode.RequestError }],
    [{ dropped: 'answer' }, { code: ErrorCode.RequestError }],
  ] as const)('passes on the error of the client for %j, without a retry', async (reply, error) => {
    slack.next(reply);
    await expect(client.chat.postMessage(HELLO)).rejects.toMatchObject(error);
    expect(slack.calls).toHaveLength(1);
  });

  it('says what the client warns of in our log, and nothing of each request', async () => {
    slack.next({ dropped: 'request' });
    await client.chat.postMessage(HELLO).catch(() => undefined);
    await client.chat.postMessage(HELLO);
    expect(lines).toEqual([expect.stringMatching(/^warn Slack client: http request failed .*fetch failed$/)]);
  });

  it('passes on what Slack says about wrong arguments', async () => {
    await expect(client.apiCall('chat.postMessage', { text: 'hello' })).rejects.toThrow('invalid_arguments');
    expect(lines).toEqual(['error Slack client: missing required field: channel']);
  });
});

function loggerInto(lines: string[]): Logger {
  const log = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}
