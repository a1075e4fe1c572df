import { defineResource, secret } from '@hookline/core';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { SlackClient } from './slack-client';

/** What the hooks of this package need under the key `slack`: a {@link WebClient}, or just this much of one. */
export interface SlackResources {
  readonly slack: { readonly chat: Pick<WebClient['chat'], 'postMessage'> };
}

/**
 * The official Slack client as a resource. Config: `token` (a secret; of a bot with the scope `chat:write`), and optionally
 * `apiUrl`, the address of another Web API (such as the `url` of a Slack double).
 *
 * Its calls don't retry by themselves and end after 10 s. When Slack limits the rate (HTTP 429), a call rejects with
 * `RetryRequested`: let it through, and the hook (or op) is tried again after the delay that Slack asked for, up to 3 times.
 * @example
 * ```yaml
 * resources: { slack: { config: { token: { env: SLACK_TOKEN } } } }
 * ```
 */
export const slackResource = defineResource({
  config: z.object({
    token: secret(z.string().min(1)).describe('Bot token of your Slack app (xoxb-...), with the scope chat:write.'),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Address of another Web API than https://slack.com/api/.'),
  }),
  create: ({ config, log }): WebClient => new SlackClient({ token: config.token, apiUrl: config.apiUrl, log }),
});
