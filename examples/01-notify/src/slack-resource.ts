import { WebClient } from '@slack/web-api';
import { defineResource, secret } from 'hookline';
import { z } from 'zod';

// #region resource
export const slackResource = defineResource({
  config: z.object({ token: secret(z.string()), apiUrl: z.url().optional() }),
  create: ({ config }) => new WebClient(config.token, config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
});
// #endregion
