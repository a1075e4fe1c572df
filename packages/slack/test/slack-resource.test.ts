import { ErrorCode, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { slackResource } from '../src';
import { startSlackDouble } from '../src/testing';
import { SILENT_LOG } from './hook-contexts';

const schema = slackResource.config;

describe('slackResource', () => {
  it('takes a token, which is a secret, and the address of another Web API', () => {
    expect(schema?.parse({ token: 'xoxb-1' })).toEqual({ token: 'xoxb-1' });
    expect(schema?.parse({ token: 'xoxb-1', apiUrl: 'http://127.0.0.1:80/api/' })).toMatchObject({
      apiUrl: 'http://127.0.0.1:80/api/',
    });
    expect(schema !== undefined && z.toJSONSchema(schema)).toMatchObject({
      properties: { token: { writeOnly: true } },
    });
  });

  it.each([[{}], [{ token: '' }], [{ token: 'xoxb-1', apiUrl: 'slack' }], [{ token: 'xoxb-1', apiUrl: 'file:///x' }]])(
    'refuses the config %j',
    (config) => {
      expect(schema?.safeParse(config).success).toBe(false);
    },
  );

  it('opens as the official client, on the address of its config', async () => {
    await using slack = await startSlackDouble();
    slack.next({ rateLimited: { retryAfter: '2s' } });
    const client = open({ token: 'xoxb-1', apiUrl: slack.url });
    expect(client).toBeInstanceOf(WebClient);
    const hello = { channel: '#alerts', text: 'hello' };
    await expect(client.chat.postMessage(hello)).rejects.toMatchObject({
      code: 'HOOKLINE_RETRY_REQUESTED',
      delay: 2_000,
      cause: { code: ErrorCode.RateLimitedError },
    });
    await client.chat.postMessage(hello);
    expect(slack.messages).toMatchObject([{ ...hello, token: 'xoxb-1' }]);
  });
});

/** What the engine does with the resource. */
function open(config: object): WebClient {
  const { source } = slackResource;
  if (source.kind !== 'opened') throw new Error('slackResource is a value');
  return source.create({ config, resources: {}, log: SILENT_LOG, signal: new AbortController().signal }) as WebClient;
}
