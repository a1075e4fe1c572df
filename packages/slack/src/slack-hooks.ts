import {
  type BaseHookContext,
  type FailureHookContext,
  failureHook,
  type HookContext,
  type HookTwin,
  type RunFailureHookContext,
  runFailureHook,
  successHook,
} from '@hookline/core';
import { failureText, runFailureText, successText } from './default-texts';
import { postMessage, type SlackContext } from './post-message';
import {
  nameOfHook,
  type SlackFailureOptions,
  type SlackHookFactory,
  type SlackHookOptions,
  type SlackRunFailureOptions,
} from './slack-hook-options';
import type { SlackResources } from './slack-resource';

/**
 * A failure hook that posts to Slack once for each step that failed for good. Needs the resource `slack`.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for an option that can't be used
 * @example
 * ```ts
 * @Job({ resources: { slack: slackResource }, hooks: [slackOnFailure({ channel: '#alerts' })] })
 * ```
 */
export function slackOnFailure(options: SlackFailureOptions): HookTwin<FailureHookContext<SlackResources>> {
  const { definition, post } = slackHook('slackOnFailure', options, failureText);
  return failureHook(definition, post);
}

/**
 * A success hook that posts to Slack once for each step that succeeded. Needs the resource `slack`.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for an option that can't be used
 * @example
 * ```ts
 * this.publish.withHooks(slackOnSuccess({ channel: '#releases', message: ({ opOutputValues }) => `Out: ${opOutputValues.result}` }))(report);
 * ```
 */
export function slackOnSuccess(options: SlackHookOptions<HookContext>): HookTwin<HookContext<SlackResources>> {
  const { definition, post } = slackHook('slackOnSuccess', options, successText);
  return successHook(definition, post);
}

/**
 * A run failure hook that posts to Slack once for each failed run, with the errors of its failed steps, also when no step
 * ran. Needs the resource `slack`.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for an option that can't be used
 * @example
 * ```ts
 * definitions({ jobs: [Billing], resources: { slack: slackResource }, hooks: [slackOnRunFailure({ channel: '#alerts' })] });
 * ```
 */
export function slackOnRunFailure(options: SlackRunFailureOptions): HookTwin<RunFailureHookContext<SlackResources>> {
  const { definition, post } = slackHook('slackOnRunFailure', options, runFailureText);
  return runFailureHook(definition, post);
}

function slackHook<C extends BaseHookContext>(
  factory: SlackHookFactory,
  options: SlackHookOptions<C>,
  defaultText: (context: C) => string,
) {
  // The options that only one kind of hook has pass through as they are: the hook's own definition checks them.
  const name = nameOfHook(factory, options);
  const { channel, message = defaultText, blocks, ...hookOptions } = options;
  return {
    definition: { ...hookOptions, name, requiredResourceKeys: ['slack'] as const },
    post: (context: C & SlackContext): Promise<void> =>
      postMessage(context, { hookName: name, channel, message, blocks }),
  };
}
