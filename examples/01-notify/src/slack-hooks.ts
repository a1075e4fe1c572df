import type { WebClient } from '@slack/web-api';
import {
  FailureHook,
  type FailureHookContext,
  type HookContext,
  RunFailureHook,
  type RunFailureHookContext,
  SuccessHook,
} from 'hookline';

type WithSlack = { slack: WebClient };

// #region hooks
export class SlackHooks {
  @SuccessHook({ requiredResourceKeys: ['slack'] })
  static async slackMessageOnSuccess({ op, resources }: HookContext<WithSlack>) {
    await resources.slack.chat.postMessage({ channel: '#foo', text: `Op ${op.name} finished successfully` });
  }

  // #region failure-hook
  @FailureHook({ requiredResourceKeys: ['slack'] })
  static async slackMessageOnFailure({ op, opException, resources, redact }: FailureHookContext<WithSlack>) {
    const text = redact(`Op ${op.name} failed: ${opException.message}`);
    await resources.slack.chat.postMessage({ channel: '#foo', text });
  }
  // #endregion

  /** One message per failed run, however many ops failed; also when no op ran. */
  @RunFailureHook({ requiredResourceKeys: ['slack'] })
  static async slackMessageOnRunFailure(context: RunFailureHookContext<WithSlack>) {
    const { jobName, error, failedSteps, resources, redact } = context;
    const steps = failedSteps.map(({ stepKey }) => stepKey).join(', ') || 'none started';
    const text = redact(`Job ${jobName} failed (steps: ${steps}): ${error.message}`);
    await resources.slack.chat.postMessage({ channel: '#alerts', text });
  }
}
// #endregion
