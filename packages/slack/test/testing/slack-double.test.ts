import { connect } from 'node:net';
import { InvalidInvocationError } from '@hookline/core';
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { type SlackDouble, type SlackReply, startSlackDouble } from '../../src/testing';

const TOKEN = 'xoxb-of-the-test';

/** The official client; without its own retries, and quiet about the faults that are asked for. */
function clientOf(slack: SlackDouble, options: WebClientOptions = {}): WebClient {
  const quiet = { logLevel: LogLevel.ERROR, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return new WebClient(TOKEN, { slackApiUrl: slack.url, ...quiet, ...options });
}

const HELLO = { channel: '#alerts', text: 'hello' };

describe('startSlackDouble', () => {
  let slack: SlackDouble;
  beforeAll(async () => {
    slack = await startSlackDouble();
  });
  beforeEach(() => {
    slack.reset();
  });
  afterAll(() => slack.close());

  it('takes a message of the official client and answers as Slack does', async () => {
    const before = Date.now();
    const answer = await clientOf(slack).chat.postMessage(HELLO);
    expect(answer).toMatchObject({
      ok: true,
      channel: '#alerts',
      message: { type: 'message', text: 'hello', ts: answer.ts },
    });
    expect(answer.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(slack.messages).toEqual([
      { ...HELLO, blocks: [], token: TOKEN, at: expect.any(Number) as number, ts: answer.ts, threadTs: undefined },
    ]);
    expect(slack.messages[0]?.at).toBeGreaterThanOrEqual(before);
  });

  it('takes blocks and threads, and gives each message a ts of its own', async () => {
    const client = clientOf(slack);
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*ü & <x>*' } }];
    const { ts = '' } = await client.chat.postMessage({ ...HELLO, blocks });
    const reply = await client.chat.postMessage({ ...HELLO, text: 'reply', thread_ts: ts });
    expect(slack.messages.map((message) => message.blocks)).toEqual([blocks, []]);
    expect(slack.messages[1]?.threadTs).toBe(ts);
    expect(reply.ts).not.toBe(ts);
  });

  it('takes JSON bodies, with the token in the header', async () => {
    const blocks = [{ type: 'divider' }];
    const answer = await post(slack, {
      body: JSON.stringify({ ...HELLO, blocks }),
      type: 'application/json; charset=utf-8',
    });
    expect(answer).toMatchObject({ ok: true, channel: '#alerts' });
    expect(slack.messages).toMatchObject([{ ...HELLO, blocks, token: TOKEN }]);
  });

  it('takes the token from a form, too', async () => {
    const body = new URLSearchParams({ ...HELLO, token: 'xoxb-in-the-form' }).toString();
    await post(slack, { body, type: 'application/x-www-form-urlencoded', token: '' });
    expect(slack.messages).toMatchObject([{ token: 'xoxb-in-the-form' }]);
  });

  it('answers auth.test', async () => {
    await expect(clientOf(slack).auth.test()).resolves.toMatchObject({ ok: true, user: 'hookline' });
    expect(slack.calls).toMatchObject([{ method: 'auth.test', token: TOKEN, reply: 'ok' }]);
  });

  it.each([
    ['an unknown method', 'chat.unknown', HELLO, 'unknown_method'],
    ['a method that every object has', 'toString', HELLO, 'unknown_method'],
    ['no channel', 'chat.postMessage', { text: 'hello' }, 'invalid_arguments'],
    ['an empty channel', 'chat.postMessage', { channel: '', text: 'hello' }, 'channel_not_found'],
    ['no text', 'chat.postMessage', { channel: '#alerts' }, 'no_text'],
    ['blocks that are no JSON', 'chat.postMessage', { ...HELLO, blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', 'chat.postMessage', { ...HELLO, blocks: { type: 'divider' } }, 'invalid_blocks_format'],
    ['a block without type', 'chat.postMessage', { ...HELLO, blocks: [{}] }, 'invalid_blocks'],
    ['51 blocks', 'chat.postMessage', { ...HELLO, blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks'],
  ])('refuses %s with the error of Slack', async (_, method, args, error) => {
    const call = clientOf(slack, { logger: silent() }).apiCall(method, args);
    await expect(call).rejects.toMatchObject({ code: ErrorCode.PlatformError, data: { ok: false, error } });
    expect(slack.messages).toEqual([]);
    expect(slack.calls).toMatchObject([{ method, reply: { error } }]);
  });

  it.each([
    ['no token', { body: new URLSearchParams(HELLO).toString(), token: '' }, 'not_authed'],
    ['broken JSON', { body: '{', type: 'application/json' }, 'invalid_json'],
    ['JSON that is no object', { body: '[]', type: 'application/json' }, 'json_not_object'],
    ['a body of another type', { body: 'a', type: 'text/csv' }, 'invalid_post_type'],
    ['a number for text', { body: '{"channel":"#a","text":1}', type: 'application/json' }, 'invalid_arguments'],
  ])('refuses %s with the error of Slack', async (_, request, error) => {
    expect(await post(slack, request)).toMatchObject({ ok: false, error });
  });

  it('knows only the paths of the Web API', async () => {
    const response = await fetch(new URL('/elsewhere', slack.url), { method: 'POST' });
    expect(response.status).toBe(404);
    expect(slack.calls).toEqual([]);
  });

  it('limits the rate with a Retry-After in whole seconds', async () => {
    slack.next({ rateLimited: { retryAfter: '1500ms' } });
    const call = clientOf(slack).chat.postMessage(HELLO);
    await expect(call).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 2 });
    expect(slack.messages).toEqual([]);
  });

  it('refuses with any error of Slack', async () => {
    slack.next({ error: 'invalid_auth' });
    const call = clientOf(slack).chat.postMessage(HELLO);
    await expect(call).rejects.toMatchObject({ code: ErrorCode.PlatformError, data: { error: 'invalid_auth' } });
  });

  it('breaks down with any status', async () => {
    slack.next({ status: 500 });
    const call = clientOf(slack).chat.postMessage(HELLO);
    await expect(call).rejects.toMatchObject({ code: ErrorCode.HTTPError, statusCode: 500 });
  });

  it.each([
    ['request', 0],
    ['answer', 1],
  ] as const)('drops the connection for the %s', async (dropped, posted) => {
    slack.next({ dropped });
    const call = clientOf(slack, { logger: silent() }).chat.postMessage(HELLO);
    await expect(call).rejects.toMatchObject({ code: ErrorCode.RequestError });
    expect(slack.messages).toHaveLength(posted);
    expect(slack.calls).toHaveLength(1);
  });

  it('stays silent until the client gives up', async () => {
    slack.next({ silent: true });
    const call = clientOf(slack, { logger: silent(), timeout: 50 }).chat.postMessage(HELLO);
    await expect(call).rejects.toMatchObject({
      code: ErrorCode.RequestError,
      message: expect.stringMatching('timeout') as string,
    });
    expect(slack.messages).toEqual([]);
  });

  it('follows its script call by call and is well again after it', async () => {
    slack.next({ error: 'invalid_auth' }).next('ok', { status: 503 });
    const client = clientOf(slack);
    const outcomes = [];
    for (const text of ['1', '2', '3', '4']) {
      outcomes.push(
        await client.chat.postMessage({ ...HELLO, text }).then(
          ({ ok }) => ok,
          (error: unknown) => (error as Error).name,
        ),
      );
    }
    expect(outcomes).toEqual(['WebAPIPlatformError', true, 'WebAPIHTTPError', true]);
    expect(slack.messages.map(({ text }) => text)).toEqual(['2', '4']);
    expect(slack.calls.map(({ reply }) => reply)).toEqual([{ error: 'invalid_auth' }, 'ok', { status: 503 }, 'ok']);
  });

  it('can be down until further notice', async () => {
    const client = clientOf(slack);
    slack.always({ status: 503 });
    await expect(client.chat.postMessage(HELLO)).rejects.toMatchObject({ statusCode: 503 });
    await expect(client.chat.postMessage(HELLO)).rejects.toMatchObject({ statusCode: 503 });
    slack.always('ok');
    await expect(client.chat.postMessage(HELLO)).resolves.toMatchObject({ ok: true });
  });

  it('lets the client of Slack retry by itself', async () => {
    slack.next({ rateLimited: { retryAfter: 0 } }, { status: 500 });
    const client = clientOf(slack, {
      rejectRateLimitedCalls: false,
      retryConfig: { retries: 2, minTimeout: 1 },
      logger: silent(),
    });
    await expect(client.chat.postMessage(HELLO)).resolves.toMatchObject({ ok: true });
    expect(slack.calls).toHaveLength(3);
  });

  it.each<[unknown]>([
    [undefined],
    [{}],
    ['fine'],
    [{ status: 200 }],
    [{ status: 429 }],
    [{ error: '' }],
    [{ dropped: true }],
    [{ error: 'invalid_auth', status: 500 }],
  ])('refuses to be scripted with %j', (reply) => {
    expect(() => slack.next(reply as SlackReply)).toThrow(InvalidInvocationError);
    expect(() => slack.always(reply as SlackReply)).toThrow(/Give 'ok', \{ rateLimited/);
  });

  it('refuses a retryAfter that is no duration', () => {
    expect(() => slack.next({ rateLimited: { retryAfter: 'soon' as '1s' } })).toThrow(
      /retryAfter: 'soon' .* is no reply/,
    );
  });
});

describe('options of startSlackDouble', () => {
  it('listens on the port that is asked for, and says when it is taken', async () => {
    await using first = await startSlackDouble();
    const port = Number(new URL(first.url).port);
    await expect(startSlackDouble({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    await using second = await startSlackDouble({ port });
    expect(second.url).toBe(first.url);
  });

  it('tells of each message that is posted, and of no call that is refused', async () => {
    const onMessage = jest.fn();
    await using slack = await startSlackDouble({ onMessage });
    const client = clientOf(slack);
    slack.next({ status: 500 });
    await expect(client.chat.postMessage(HELLO)).rejects.toThrow();
    await client.chat.postMessage(HELLO);
    expect(onMessage.mock.calls).toEqual([[slack.messages[0]]]);
  });

  it.each<[object, RegExp]>([
    [{ port: 70_000 }, /'port' of startSlackDouble\(\) is 70000\. Give a port from 0/],
    [{ prot: 3_700 }, /'prot' of startSlackDouble\(\) does not exist\. Did you mean 'port'\?/],
    [{ onMessage: 'print' }, /'onMessage' .* is 'print'\. Give a function/],
    [[], /'options' of startSlackDouble\(\) is .*\. Give a plain object/],
  ])('refuses %j', async (options, message) => {
    await expect(startSlackDouble(options)).rejects.toThrow(message);
  });
});

describe('SlackDouble.close', () => {
  it('breaks unanswered calls, frees the port and may be repeated', async () => {
    const slack = await startSlackDouble();
    slack.next({ silent: true });
    const call = clientOf(slack, { logger: silent() }).chat.postMessage(HELLO);
    const failed = expect(call).rejects.toMatchObject({ code: ErrorCode.RequestError });
    while (slack.calls.length === 0) await new Promise(setImmediate);
    await slack.close();
    await failed;
    await slack.close();
    await expect(connects(slack.url)).resolves.toBe(false);
  });

  it('is what `await using` does', async () => {
    let url: string;
    {
      await using slack = await startSlackDouble();
      url = slack.url;
      await expect(connects(url)).resolves.toBe(true);
    }
    await expect(connects(url)).resolves.toBe(false);
  });

  it('leaves no server and no socket behind', async () => {
    {
      await using slack = await startSlackDouble();
      slack.next({ rateLimited: { retryAfter: '60s' } }, { dropped: 'request' }, { status: 500 });
      const client = clientOf(slack, { logger: silent() });
      for (let call = 0; call < 4; call += 1) await client.chat.postMessage(HELLO).catch(() => undefined);
      expect(slack.calls).toHaveLength(4);
    }
    // The client's side of a broken connection closes some turns of the event loop later.
    for (let turn = 0; turn < 1_000 && networkHandles().length > 0; turn += 1) await new Promise(setImmediate);
    expect(networkHandles()).toEqual([]);
  });
});

/** The servers and sockets that keep this process alive. */
function networkHandles(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'));
}

function connects(url: string): Promise<boolean> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

interface RawRequest {
  readonly body: string;
  readonly type?: string;
  readonly token?: string;
}

async function post(
  slack: SlackDouble,
  { body, type = 'application/x-www-form-urlencoded', token = TOKEN }: RawRequest,
): Promise<unknown> {
  const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${slack.url}chat.postMessage`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...authorization },
  });
  return response.json();
}

/** A logger for the client that says nothing. */
function silent(): NonNullable<WebClientOptions['logger']> {
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
