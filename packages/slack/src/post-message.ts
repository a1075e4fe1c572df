import { type BaseHookContext, InvalidDefinitionError } from '@hookline/core';
import { describeValue } from '@hookline/core/spi';
import type { Block, KnownBlock } from '@slack/web-api';
import type { SlackMessageOptions } from './slack-hook-options';
import type { SlackResources } from './slack-resource';

/** Slack cuts longer texts itself; this way they need not be sent. */
const MAX_TEXT_LENGTH = 40_000;

/** The part of a hook's context that posting takes. */
export type SlackContext = BaseHookContext<SlackResources>;

/** What a hook posts: the options of its factory, with the default text filled in. */
export type Notification<C> = Required<Pick<SlackMessageOptions<C>, 'channel' | 'message'>> & {
  /** For errors. */
  readonly hookName: string;
  readonly blocks: SlackMessageOptions<C>['blocks'];
};

/**
 * Posts the message of a hook, every string of it redacted.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) when `message` gives no text or `blocks` no list of JSON data
 */
export async function postMessage<C extends BaseHookContext>(
  context: C & SlackContext,
  { hookName, channel, message, blocks }: Notification<C>,
): Promise<void> {
  const text: unknown = await message(context);
  if (typeof text !== 'string') {
    throw badResult(`Option 'message' of hook '${hookName}' returned ${describeValue(text)}`, 'Return a text.');
  }
  const shown: unknown = await blocks?.(context);
  const redact = (value: string): string => context.redact(value);
  await context.resources.slack.chat.postMessage({
    channel,
    text: redact(text).slice(0, MAX_TEXT_LENGTH),
    ...(shown !== undefined && { blocks: redactBlocks(shown, { hookName, redact }) }),
  });
}

interface Redaction {
  readonly hookName: string;
  readonly redact: (text: string) => string;
}

/** Blocks go out as JSON anyway, so a copy by JSON is what is redacted: it also shows what `toJSON` of an object would. */
function redactBlocks(blocks: unknown, { hookName, redact }: Redaction): (KnownBlock | Block)[] {
  const remedy = 'Return a list of Block Kit blocks, or undefined for none.';
  if (!Array.isArray(blocks))
    throw badResult(`Option 'blocks' of hook '${hookName}' returned ${describeValue(blocks)}`, remedy);
  try {
    const json = JSON.stringify(blocks, (_, value: unknown) => (typeof value === 'string' ? redact(value) : value));
    return JSON.parse(json) as (KnownBlock | Block)[];
  } catch (cause) {
    throw badResult(`Option 'blocks' of hook '${hookName}' returned something that is no JSON data`, remedy, cause);
  }
}

function badResult(what: string, remedy: string, cause?: unknown): InvalidDefinitionError {
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem: `${what}.`, remedy, cause });
}
