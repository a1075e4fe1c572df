import type { SlackMessage } from '@hookline/slack/testing';
import type { Colors } from 'picocolors/types';

/** A message of Slack for people at a terminal. */
export function messageText({ channel, text }: Pick<SlackMessage, 'channel' | 'text'>, colors: Colors): string {
  return `  ${colors.cyan(channel)} ${text.replaceAll('\n', '\n    ')}`;
}
