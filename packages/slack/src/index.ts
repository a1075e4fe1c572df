/** The door `@hookline/slack`: the Slack client as a resource, and ready hooks that post with it. */
// The type of the resource's client, for contexts of users who have not installed Slack's package themselves.
export type { WebClient } from '@slack/web-api';
export type {
  SlackFailureOptions,
  SlackHookOptions,
  SlackMessageOptions,
  SlackRunFailureOptions,
} from './slack-hook-options';
export { slackOnFailure, slackOnRunFailure, slackOnSuccess } from './slack-hooks';
export { type SlackResources, slackResource } from './slack-resource';
