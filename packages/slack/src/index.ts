/** The door `@hookline/slack`: the Slack client as a resource, and ready hooks that post with it. */
export type {
  SlackFailureOptions,
  SlackHookOptions,
  SlackMessageOptions,
  SlackRunFailureOptions,
} from './slack-hook-options';
export { slackOnFailure, slackOnRunFailure, slackOnSuccess } from './slack-hooks';
export { type SlackResources, slackResource } from './slack-resource';
