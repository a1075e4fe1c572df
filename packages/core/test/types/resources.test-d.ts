/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- wrong lines have no types */
// api.md §5: resources, loggers, injection.
import 'reflect-metadata';
import { z } from 'zod';
import { defineLogger, defineResource, env, hardcodedResource, Inject, mockResource, resourceKey } from '../../src';
import { type Db, db, http, type Slack, slack } from './fixtures';

const typed = defineResource({
  config: z.object({
    token: z.string(),
    port: z.number().default(1),
    mode: z.enum(['a', 'b']).optional(),
    url: z
      .string()
      .transform((text) => new URL(text))
      .optional(),
    retry: z.object({ times: z.number() }).optional(),
    tags: z.array(z.string()).optional(),
  }),
  create: ({ config }) => ({ token: config.token, port: config.port, host: config.url?.host }),
});

export const bound = [
  typed.configured({ token: 't' }),
  typed.configured({
    token: env('T'),
    port: env('P'),
    mode: 'a',
    url: env('U'),
    retry: { times: env('N') },
    tags: [env('A')],
  }),
  slack.configured({ token: env('SLACK_TOKEN') }),
];
export const values = [
  hardcodedResource({ ok: true }),
  hardcodedResource(3, 'the answer'),
  mockResource<Slack>({ chat: { postMessage: () => Promise.resolve({ ok: true }) } }),
  mockResource<Db>({}),
];
export const asynchronous = defineResource({
  description: 'closes',
  requires: { http, db },
  create: async ({ resources }) => ({ close: () => resources.http.get('x'), rows: await resources.db.query('') }),
  dispose: async (resource) => {
    await resource.close();
  },
});
export const logger = defineLogger({
  config: z.object({ logLevel: z.string() }),
  create: ({ config }) => ({ debug() {}, info() {}, warn() {}, error: () => config.logLevel }),
});

export class Injected {
  constructor(
    @Inject(resourceKey<Db>()('db')) readonly db: Db,
    @Inject('slack') readonly client: Slack,
  ) {}
}

export class WrongInjection {
  // @ts-expect-error the resource has another type than the parameter
  constructor(@Inject(resourceKey<Db>()('db')) readonly db: string) {}
}

// @ts-expect-error no such field
typed.configured({ token: 't', tokn: 'x' });
// @ts-expect-error a token is a text
typed.configured({ token: 3 });
// @ts-expect-error no such mode
typed.configured({ token: 't', mode: 'c' });
// @ts-expect-error a token is missing
typed.configured({});
// @ts-expect-error nothing to configure
http.configured({ url: 'x' });
// @ts-expect-error bound already
slack.configured({ token: 'x' }).configured({ token: 'y' });
// @ts-expect-error the schema has no such field
defineResource({ config: z.object({ token: z.string() }), create: ({ config }) => config.tokn });
// @ts-expect-error it requires no such resource
defineResource({ requires: { http }, create: ({ resources }) => resources.htp });
// @ts-expect-error a definition, not a key
defineResource({ requires: ['http'], create: () => 1 });
// @ts-expect-error what was created has no such member
defineResource({ create: () => ({ close() {} }), dispose: (resource) => resource.end() });
// @ts-expect-error no such member of the mock
mockResource<Slack>({ chat: { postMesage: () => Promise.resolve({ ok: true }) } });
// @ts-expect-error the member has another type
mockResource<Slack>({ chat: { postMessage: 3 } });
// @ts-expect-error a logger has four levels
defineLogger({ create: () => ({ debug() {}, info() {} }) });
