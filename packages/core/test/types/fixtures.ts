import { z } from 'zod';
import {
  defineResource,
  env,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  RunFailureHook,
  type RunFailureHookContext,
  SuccessHook,
  secret,
} from '../../src';

export interface Row {
  readonly id: number;
  readonly paid?: boolean;
}

export interface Db {
  query(sql: string): Promise<Row[]>;
  insert(rows: readonly Row[]): Promise<void>;
}

export interface Slack {
  readonly chat: { postMessage(message: { channel: string; text: string }): Promise<{ ok: boolean }> };
}

export const http = defineResource({
  create: () => ({ get: (url: string) => Promise.resolve(url.length) }),
  timeout: '30s',
});

export const db = defineResource({
  config: z.object({ url: z.string() }),
  requires: { http },
  async create({ config, resources, signal, log }): Promise<Db> {
    log.debug('opening', { bytes: await resources.http.get(config.url), aborted: signal.aborted });
    return { query: () => Promise.resolve([]), insert: () => Promise.resolve() };
  },
  dispose: (pool) => pool.insert([]),
});

export const slack = defineResource({
  config: z.object({ token: secret(z.string()), retries: z.number().default(2) }),
  create: ({ config }): Slack => ({
    chat: { postMessage: ({ text }) => Promise.resolve({ ok: text.length > config.retries }) },
  }),
});

export const resources = { db, slack: slack.configured({ token: env('SLACK_TOKEN'), retries: env('RETRIES') }) };

export class Hooks {
  @SuccessHook({ requiredResourceKeys: ['slack'] })
  static async tell({ op, resources }: HookContext<{ slack: Slack }>) {
    await resources.slack.chat.postMessage({ channel: '#a', text: op.name });
  }

  @FailureHook({ requiredResourceKeys: ['slack'] })
  static async alarm({ opException, resources }: FailureHookContext<{ slack: Slack }>) {
    await resources.slack.chat.postMessage({ channel: '#a', text: opException.message });
  }

  @SuccessHook()
  static plain({ op }: HookContext) {
    return op.name;
  }

  @RunFailureHook()
  static summary({ failedSteps }: RunFailureHookContext) {
    return failedSteps.length;
  }
}
