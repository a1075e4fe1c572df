/** The door `@hookline/slack/testing`: a local Slack for tests. */
export type { SlackCall } from './testing/slack-call';
export { type SlackDouble, startSlackDouble } from './testing/slack-double';
export type { SlackDoubleOptions } from './testing/slack-double-options';
export type { SlackErrorName, SlackReply } from './testing/slack-reply';
export type { SlackMessage } from './testing/web-api';
