import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SlackReply } from './slack-reply';

/** One call of the Web API as it reached the double. */
export interface SlackCall {
  /** The method's name: `chat.postMessage`. */
  readonly method: string;
  /** The token without `Bearer`; undefined when the call had none. */
  readonly token: string | undefined;
  /** The arguments as they were on the wire: of a form all are strings (`blocks` is JSON text then), of a JSON body any. */
  readonly args: Readonly<Record<string, unknown>>;
  /** When it arrived, in ms since 1970. */
  readonly at: number;
  /** What the double did: the scripted reply, or else `'ok'` or the error that Slack would have given. */
  readonly reply: SlackReply;
}

/** A call that was read but not answered yet; `error` is set when its body can't be read. */
export type SlackRequest = Omit<SlackCall, 'reply'> & { readonly error?: string };

/** Reads a request as Slack does: arguments from a form or a JSON body, the token from the header or from the form. */
export async function readRequest(request: IncomingMessage, method: string): Promise<SlackRequest> {
  const at = Date.now();
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const body = await text(request);
  if (type === 'application/json') return { method, token: bearer, at, ...parseJson(body) };
  if (type !== 'application/x-www-form-urlencoded' && body !== '') {
    return {
      method,
      token: bearer,
      at,
      args: {},
      error: type === undefined ? 'missing_post_type' : 'invalid_post_type',
    };
  }
  const args = Object.fromEntries(new URLSearchParams(body));
  return { method, token: bearer ?? args['token'], at, args };
}

function parseJson(body: string): Pick<SlackRequest, 'args' | 'error'> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? { args: value } : { args: {}, error: 'json_not_object' };
  } catch {
    return { args: {}, error: 'invalid_json' };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
