import { type SlackMessage, startSlackDouble } from '@hookline/slack/testing';

/** The Slack that the quickstart talks to. */
export interface SlackTarget extends AsyncDisposable {
  readonly isReal: boolean;
  /** What the config files ask the environment for. */
  readonly env: { readonly SLACK_TOKEN: string; readonly SLACK_API_URL: string };
  /** What arrived so far; only a double can tell. */
  readonly messages: readonly SlackMessage[];
}

/** The real Slack if there is a token for it, else a double on this machine. */
export async function openSlackTarget(token: string | undefined): Promise<SlackTarget> {
  if (token !== undefined && token !== '') {
    const env = { SLACK_TOKEN: token, SLACK_API_URL: 'https://slack.com/api/' };
    return { isReal: true, env, messages: [], [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const double = await startSlackDouble();
  return {
    isReal: false,
    env: { SLACK_TOKEN: 'xoxb-quickstart', SLACK_API_URL: double.url },
    messages: double.messages,
    [Symbol.asyncDispose]: () => double.close(),
  };
}
