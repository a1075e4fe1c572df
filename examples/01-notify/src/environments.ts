import type { WebClient } from '@slack/web-api';
import { env, mockResource, toJob } from 'hookline';
import { Notifications } from './notifications';
import { SlackHooks } from './slack-hooks';
import { slackResource } from './slack-resource';

const hooks = [SlackHooks.slackMessageOnFailure, SlackHooks.slackMessageOnRunFailure] as const;

// #region environments
/** In development nothing leaves the machine: the messages are printed. */
export const notifDev = toJob(Notifications, 'checked', {
  name: 'notifDev',
  resources: {
    slack: mockResource<WebClient>({
      chat: {
        postMessage: (message) => {
          console.log('not sent:', message);
          return Promise.resolve({ ok: true });
        },
      },
    }),
  },
  hooks,
});

/** In production the token comes from the run config: config/prod.yaml. */
export const notifProd = toJob(Notifications, 'checked', {
  name: 'notifProd',
  resources: { slack: slackResource },
  hooks,
});

/** Or the config is bound in code, and no run config can change it. */
export const notifBound = toJob(Notifications, 'checked', {
  name: 'notifBound',
  resources: { slack: slackResource.configured({ token: env('SLACK_TOKEN'), apiUrl: env('SLACK_API_URL') }) },
  hooks,
});
// #endregion
