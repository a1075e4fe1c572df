import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readRequest, type SlackCall, type SlackRequest } from './slack-call';
import { checkOptions, type SlackDoubleOptions } from './slack-double-options';
import { checkReply, type SlackReply, sendReply } from './slack-reply';
import { callMethod, type SlackMessage, type SlackOutcome } from './web-api';

const PREFIX = '/api/';

/**
 * A Slack of your own on this machine: a real HTTP server on 127.0.0.1 that speaks `chat.postMessage` and
 * `auth.test`, so that the official client is what gets tested. It takes any token and any channel, keeps what it got, and
 * fails on demand. Made by {@link startSlackDouble}; close it with `await using` or {@link SlackDouble.close}.
 */
export class SlackDouble implements AsyncDisposable {
  /** Base address for the client: `apiUrl` of `slackResource`, `slackApiUrl` of a `WebClient`. */
  readonly url: string;
  readonly #server: Server;
  readonly #onMessage: SlackDoubleOptions['onMessage'];
  readonly #messages: SlackMessage[] = [];
  readonly #calls: SlackCall[] = [];
  #script: SlackReply[] = [];
  #otherwise: SlackReply = 'ok';
  #posted = 0;

  /** `server` must be listening. @internal */
  constructor(server: Server, onMessage: SlackDoubleOptions['onMessage']) {
    this.#server = server;
    this.#onMessage = onMessage;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${PREFIX}`;
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  /** The messages that were posted, in the order of their arrival. */
  get messages(): readonly SlackMessage[] {
    return this.#messages;
  }

  /** Every call of the Web API, refused ones included, in the order of their arrival. */
  get calls(): readonly SlackCall[] {
    return this.#calls;
  }

  /**
   * Scripts the next calls, one reply for each, whatever method they call; more calls of `next` append.
   * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything that is no {@link SlackReply}
   * @example slack.next({ rateLimited: { retryAfter: '2s' } }, 'ok', { error: 'channel_not_found' });
   */
  next(...replies: readonly SlackReply[]): this {
    this.#script.push(...replies.map(checkReply));
    return this;
  }

  /**
   * Replies to all calls that nothing else is scripted for, until it is called again; `'ok'` ends an outage.
   * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything that is no {@link SlackReply}
   * @example slack.always({ status: 503 });
   */
  always(reply: SlackReply): this {
    this.#otherwise = checkReply(reply);
    return this;
  }

  /** Forgets messages, calls and everything scripted, so that tests can share one double. */
  reset(): void {
    this.#messages.length = 0;
    this.#calls.length = 0;
    this.#script = [];
    this.#otherwise = 'ok';
  }

  /** Stops listening and breaks open connections, unanswered ones too. May be called twice. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '';
    if (!path.startsWith(PREFIX)) return void response.writeHead(404).end();
    try {
      const read = await readRequest(request, path.slice(PREFIX.length));
      const scripted = this.#script.shift() ?? this.#otherwise;
      const { answer } = this.#take(read, scripted);
      sendReply(response, scripted, answer);
    } catch {
      // The client hung up while its request was read: there is nobody to answer.
      response.destroy();
    }
  }

  #take(request: SlackRequest, scripted: SlackReply): SlackOutcome {
    const outcome = callMethod(request, this.#posted);
    const { method, token, args, at } = request;
    const refused = scripted === 'ok' && outcome.answer.error !== undefined;
    this.#calls.push({ method, token, args, at, reply: refused ? { error: outcome.answer.error } : scripted });
    if (outcome.message !== undefined && posts(scripted)) {
      this.#posted += 1;
      this.#messages.push(outcome.message);
      this.#onMessage?.(outcome.message);
    }
    return outcome;
  }
}

/**
 * Starts a {@link SlackDouble}.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a wrong option; Node's own error where the port is taken
 * @example
 * await using slack = await startSlackDouble();
 * slack.next({ rateLimited: { retryAfter: '2s' } });
 * const client = new WebClient('xoxb-test', { slackApiUrl: slack.url });
 */
export async function startSlackDouble(options: SlackDoubleOptions = {}): Promise<SlackDouble> {
  const { port, onMessage } = checkOptions(options);
  const server = createServer();
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return new SlackDouble(server, onMessage);
}

function posts(reply: SlackReply): boolean {
  return reply === 'ok' || ('dropped' in reply && reply.dropped === 'answer');
}
