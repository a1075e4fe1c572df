import type { Block, KnownBlock } from '@slack/web-api';
import type { SlackRequest } from './slack-call';
import type { SlackAnswer } from './slack-reply';

/** A message that was posted. */
export interface SlackMessage {
  /** As the caller wrote it: a name (`#alerts`) or an id. */
  readonly channel: string;
  /** Empty when the message has blocks alone. */
  readonly text: string;
  /** Empty when the message has text alone. */
  readonly blocks: readonly (KnownBlock | Block)[];
  readonly token: string;
  /** When it arrived, in ms since 1970. */
  readonly at: number;
  /** Slack's id of the message in its channel: seconds since 1970 with six decimals, unique in one double. */
  readonly ts: string;
  /** The thread that it answers, if any. */
  readonly threadTs: string | undefined;
}

/** What a method makes of a call: an answer, and the message that it posts. */
export interface SlackOutcome {
  readonly answer: SlackAnswer;
  readonly message?: SlackMessage;
}

const BOT = { bot_id: 'B00HOOKLINE', user_id: 'U00HOOKLINE', team_id: 'T00HOOKLINE' } as const;
/** Slack refuses a message with more blocks. */
const MAX_BLOCKS = 50;

/** A method of the Web API; `posted` is the number of messages so far, from which the next `ts` is made. */
type Method = (request: SlackRequest & { readonly token: string }, posted: number) => SlackOutcome;

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': () => ({
    answer: {
      ok: true,
      url: 'https://double.slack.com/',
      team: 'double',
      user: 'hookline',
      ...BOT,
      is_enterprise_install: false,
    },
  }),
  'chat.postMessage': postMessage,
};

/** Answers a call as Slack would, with Slack's own names of errors. */
export function callMethod(request: SlackRequest, posted: number): SlackOutcome {
  const method = Object.hasOwn(METHODS, request.method) ? METHODS[request.method] : undefined;
  if (method === undefined) return refuse('unknown_method', { req_method: request.method });
  if (request.error !== undefined) return refuse(request.error);
  const { token } = request;
  return token === undefined || token === '' ? refuse('not_authed') : method({ ...request, token }, posted);
}

function postMessage(request: SlackRequest & { readonly token: string }, posted: number): SlackOutcome {
  const { channel, text = '', attachments, thread_ts: threadTs } = request.args;
  const blocks = parseBlocks(request.args['blocks']);
  if (channel === undefined) return refuseArgument('missing required field: channel');
  if (typeof channel !== 'string' || channel === '') return refuse('channel_not_found');
  if (typeof text !== 'string') return refuseArgument('must be a string: text');
  if (blocks === undefined) return refuse('invalid_blocks_format');
  if (blocks.length > MAX_BLOCKS || !blocks.every(hasType)) return refuse('invalid_blocks');
  if (text === '' && blocks.length === 0 && attachments === undefined) return refuse('no_text');
  const message: SlackMessage = {
    channel,
    text,
    blocks,
    token: request.token,
    at: request.at,
    ts: `${Math.floor(request.at / 1_000)}.${String(posted + 1).padStart(6, '0')}`,
    threadTs: typeof threadTs === 'string' ? threadTs : undefined,
  };
  return { answer: answerOf(message), message };
}

function answerOf({ channel, text, blocks, ts, threadTs }: SlackMessage): SlackAnswer {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return {
    ok: true,
    channel,
    ts,
    message: { type: 'message', user: BOT.user_id, bot_id: BOT.bot_id, team: BOT.team_id, text, blocks, ts, ...thread },
  };
}

/** A form carries blocks as JSON text. Undefined: not a list. */
function parseBlocks(blocks: unknown): readonly Block[] | undefined {
  if (blocks === undefined || blocks === '') return [];
  const list: unknown = typeof blocks === 'string' ? parseJson(blocks) : blocks;
  // What a block is made of beyond its `type` is not for a double to know.
  return Array.isArray(list) ? (list as readonly Block[]) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasType(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'type' in block && typeof block.type === 'string';
}

function refuse(error: string, more: Readonly<Record<string, unknown>> = {}): SlackOutcome {
  return { answer: { ok: false, error, ...more } };
}

function refuseArgument(message: string): SlackOutcome {
  return refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } });
}
