import { defineResource, env, type ResourceDefinition } from '@hookline/core';
import { z } from 'zod';
import type { Slack } from './slack-hooks';

/** What a test wants to know of resources: what opened and closed, in order. */
export class Recorder {
  readonly seen: string[] = [];

  /** A resource that records; it fails where it is told to. */
  resource(
    name: string,
    fails: { readonly open?: unknown; readonly close?: unknown } = {},
  ): ResourceDefinition<string> {
    return defineResource({
      create: () => {
        this.seen.push(`open ${name}`);
        if (fails.open !== undefined) raise(fails.open);
        return name;
      },
      dispose: () => {
        this.seen.push(`close ${name}`);
        if (fails.close !== undefined) raise(fails.close);
      },
    });
  }

  /** A Slack that needs config and another resource. */
  slack(http = this.resource('http')) {
    return defineResource({
      config: z.object({ token: z.string(), retries: z.number().default(2) }),
      requires: { http },
      create: ({ config, resources }): Slack => {
        this.seen.push(`open slack ${config.token} ${config.retries} over ${resources.http}`);
        const postMessage = async ({ text }: { readonly text: string }) => this.seen.push(text);
        return { chat: { postMessage, delete: async () => ({}) }, team: { id: 'T1' } };
      },
      dispose: () => {
        this.seen.push('close slack');
      },
    });
  }

  configuredSlack() {
    return this.slack().configured({ token: env('TEST_SLACK_TOKEN') });
  }
}

/** User code may throw anything. */
function raise(thrown: unknown): never {
  throw thrown;
}
