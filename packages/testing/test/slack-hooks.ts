import {
  CancelHook,
  type CancelHookContext,
  FailureHook,
  type FailureHookContext,
  failureHook,
  type HookContext,
  RetryHook,
  type RetryHookContext,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
} from '@hookline/core';

/** What the hooks use of Slack's client, and more. */
export interface Slack {
  readonly chat: {
    postMessage(message: { readonly channel: string; readonly text: string }): Promise<unknown>;
    delete(message: { readonly ts: string }): Promise<unknown>;
  };
  readonly team: { readonly id: string };
}

export interface Db {
  insert(rows: readonly number[]): Promise<void>;
}

/** One hook of most kinds, for tests of their contexts. */
export class SlackHooks {
  @FailureHook({ requiredResourceKeys: ['slack'], description: 'Tells the channel.' })
  static async onFailure({ op, opException, resources }: FailureHookContext<{ slack: Slack }>): Promise<void> {
    await resources.slack.chat.postMessage({ channel: '#foo', text: `Op ${op.name} failed: ${opException.message}` });
  }

  @SuccessHook({ requiredResourceKeys: ['slack', 'db'] })
  static async onSuccess({ resources }: HookContext<{ slack: Slack; db: Db }>): Promise<void> {
    await resources.db.insert([1]);
    await resources.slack.chat.postMessage({ channel: '#foo', text: 'done' });
  }

  @StartHook() static onStart({ stepKey }: HookContext): string {
    return stepKey;
  }
  @RetryHook() static onRetry({ delay }: RetryHookContext): number {
    return delay;
  }
  @SkipHook() static onSkip({ skipReason }: SkipHookContext): string {
    return skipReason;
  }
  @CancelHook() static onCancel({ wasRunning }: CancelHookContext): boolean {
    return wasRunning;
  }
  @RunStartHook() static onRunStart({ status }: RunHookContext): string {
    return status;
  }
  @RunFailureHook() static onRunFailure({ failedSteps }: RunFailureHookContext): number {
    return failedSteps.length;
  }
}

export const onFailureIn = (channel: string) =>
  failureHook(
    { name: 'onFailureIn', requiredResourceKeys: ['slack'] },
    ({ resources }: FailureHookContext<{ slack: Slack }>) =>
      resources.slack.chat.postMessage({ channel, text: 'failed' }),
  );
