import {
  type FailureHookContext,
  type FailureHookOptions,
  type HookOptions,
  InvalidDefinitionError,
  type RunFailureHookContext,
  type RunFailureHookOptions,
} from '@hookline/core';
import { describeValue, isCallable, isPlainObject, readEntries, suggestName } from '@hookline/core/spi';
import type { Block, KnownBlock } from '@slack/web-api';
import { hookNameOf } from './hook-name';

/** What a message can be made of; `C` is the context of the kind of hook. */
export interface SlackMessageOptions<C> {
  /** A channel's name (`#alerts`) or id; the bot must be allowed to post there. */
  readonly channel: string;
  /**
   * The text, in Slack's markup; default: job, step and what happened, in a few lines. Where there are blocks, too, it is
   * what notifications show.
   */
  readonly message?: (context: C) => string | Promise<string>;
  /** Block Kit blocks to show in place of the text. */
  readonly blocks?: (context: C) => BlocksOrNone | Promise<BlocksOrNone>;
  /** Default: the factory's name and the channel's, `slackOnFailure_alerts`. Two hooks of one job need two names. */
  readonly name?: string;
}

type BlocksOrNone = readonly (KnownBlock | Block)[] | undefined;

/** Options of the hook factories: what to post where, and the options of any hook (`filter`, `retryPolicy`, ...). */
export type SlackHookOptions<C> = SlackMessageOptions<C> & Omit<HookOptions<never, C>, 'name' | 'requiredResourceKeys'>;

/** Options of `slackOnFailure`: also `errors` and `kinds`. */
export type SlackFailureOptions = SlackHookOptions<FailureHookContext> & Omit<FailureHookOptions, 'blocking'>;

/** Options of `slackOnRunFailure`: also `errors`. */
export type SlackRunFailureOptions = SlackHookOptions<RunFailureHookContext> & RunFailureHookOptions;

const COMMON = ['channel', 'message', 'blocks', 'name', 'description', 'retryPolicy', 'timeout', 'filter'] as const;
const KNOWN = {
  slackOnSuccess: COMMON,
  slackOnFailure: [...COMMON, 'errors', 'kinds'],
  slackOnRunFailure: [...COMMON, 'errors'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The factories of this package. */
export type SlackHookFactory = keyof typeof KNOWN;

/**
 * Checks what the compiler can't see from JavaScript, and gives the hook its name.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) that names the factory and the option
 */
export function nameOfHook<C>(factory: SlackHookFactory, options: SlackHookOptions<C>): string {
  const given: unknown = options;
  if (!isPlainObject(given) || !readEntries(given)) {
    const problem = `Parameter 'options' of ${factory}() is ${describeValue(given)}`;
    throw badOption(problem, `Give a plain object of plain values: ${factory}({ channel: '#alerts' }).`);
  }
  const unknown = Object.keys(given).find((option) => !(KNOWN[factory] as readonly string[]).includes(option));
  if (unknown !== undefined) {
    throw badOption(`Option '${unknown}' of ${factory}() does not exist`, suggestName(unknown, KNOWN[factory]));
  }
  const { channel, message, blocks, name }: Partial<Record<keyof SlackMessageOptions<C>, unknown>> = options;
  if (typeof channel !== 'string' || channel.trim() === '') {
    throw badOption(
      `Option 'channel' of ${factory}() is ${describeValue(channel)}`,
      "Give a channel's name or id: channel: '#alerts'.",
    );
  }
  for (const [option, value] of Object.entries({ message, blocks })) {
    if (value === undefined || isCallable(value)) continue;
    const remedy = `Give a function of the context: ${option}: (context) => ${option === 'blocks' ? '[...]' : "'...'"}.`;
    throw badOption(`Option '${option}' of ${factory}() is ${describeValue(value)}`, remedy);
  }
  // A name that is given, in whatever form, is for the hook's own definition to check.
  return name === undefined ? hookNameOf(factory, channel) : (name as string);
}

function badOption(what: string, remedy: string): InvalidDefinitionError {
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem: `${what}.`, remedy });
}
