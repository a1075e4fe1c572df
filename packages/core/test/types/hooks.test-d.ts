// api.md §4: hooks of every kind, as methods and as twins.
import {
  CancelHook,
  type CancelHookContext,
  cancelHook,
  DeadLetterHook,
  type DeadLetterHookContext,
  deadLetterHook,
  FailureHook,
  type FailureHookContext,
  failureHook,
  type HookContext,
  RetryHook,
  type RetryHookContext,
  RunCancelHook,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  RunSuccessHook,
  retryHook,
  retryPolicy,
  runCancelHook,
  runFailureHook,
  runStartHook,
  runSuccessHook,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  skipHook,
  startHook,
  successHook,
} from '../../src';
import type { Slack } from './fixtures';

export class AllHooks {
  @StartHook()
  static start({ op, hookDef, runTags, startedAt, log }: HookContext) {
    log.info(op.alias ?? op.definition, { kind: hookDef.kind, team: runTags['team'], startedAt });
  }

  @SuccessHook({
    name: 'told',
    description: 'Tells slack.',
    requiredResourceKeys: ['slack'],
    filter: ({ op }) => op.name !== 'noisy',
    timeout: '1.5h',
    retryPolicy: retryPolicy({ maxRetries: 3 }),
  })
  static async success({ op, resources, opOutputValues, opOutputMetadata, redact }: HookContext<{ slack: Slack }>) {
    const text = redact(`${op.name} ${String(opOutputValues['result'])} ${typeof opOutputMetadata['rows']}`);
    await resources.slack.chat.postMessage({ channel: '#a', text });
  }

  @FailureHook({ requiredResourceKeys: ['slack'], errors: [TypeError], kinds: ['timeout'], blocking: true })
  static async failure(context: FailureHookContext<{ slack: Slack }>) {
    const text = `${context.failureKind} ${context.opException.message} of ${context.opInputValues.length} inputs`;
    await context.resources.slack.chat.postMessage({ channel: '#a', text });
  }

  @RetryHook()
  static retry({ delay, opException }: RetryHookContext) {
    return delay + opException.message.length;
  }

  @SkipHook({ reasons: ['absent', 'upstream', 'run'] })
  static skip({ skipReason }: SkipHookContext) {
    return skipReason === 'run';
  }

  @CancelHook({ includePending: true })
  static cancel({ wasRunning }: CancelHookContext) {
    return wasRunning;
  }

  @RunStartHook()
  static begin({ status }: RunHookContext) {
    return status;
  }

  @RunSuccessHook()
  static done({ steps }: RunHookContext) {
    return steps;
  }

  @RunFailureHook()
  static failed({ failedSteps, steps, error }: RunFailureHookContext) {
    return failedSteps.map((step) => [error, step.error, steps[step.stepKey]?.attempts]);
  }

  @RunCancelHook()
  static off({ log }: RunHookContext) {
    log.error('off');
  }

  @DeadLetterHook()
  static lost({ delivery, runId, deliveryId }: DeadLetterHookContext) {
    return [delivery.hookName, delivery.error.message, delivery.stepKey, runId, deliveryId];
  }

  /** On an instance, every context tells of its delivery. */
  @SuccessHook()
  static delivered({ deliveryId, deliveryAttempt, triggeredAt, isReplay, runUrl }: HookContext) {
    const told: readonly (string | number | boolean | undefined)[] = [deliveryAttempt, triggeredAt, isReplay, runUrl];
    return [deliveryId, ...told];
  }

  /** A hook may ask for less than its kind gives, or for nothing. */
  @FailureHook()
  static less({ op }: HookContext) {
    return op.name;
  }

  @SuccessHook()
  static nothing() {
    return AllHooks.name;
  }

  @RunFailureHook()
  static structural({ jobName }: { jobName: string }) {
    return jobName;
  }
}

export const onFailure = (channel: string) =>
  failureHook(
    { name: 'onFailure', requiredResourceKeys: ['slack'] },
    ({ resources }: FailureHookContext<{ slack: Slack }>) => resources.slack.chat.postMessage({ channel, text: 'x' }),
  );
export const callable = (context: FailureHookContext<{ slack: Slack }>): unknown => onFailure('#a')(context);
export const named: string = onFailure('#a').hookDef.name;

export const opTwins = [
  startHook({ name: 'a' }, ({ op }) => op.name),
  successHook({ name: 'b' }, ({ endedAt }) => endedAt),
  retryHook({ name: 'c' }, ({ delay, opException }: RetryHookContext) => [delay, opException]),
  skipHook({ name: 'd', reasons: ['run'] }, ({ skipReason }) => skipReason),
  cancelHook({ name: 'e', includePending: true }, ({ wasRunning }: CancelHookContext) => wasRunning),
  failureHook({ name: 'f' }, () => 1),
] as const;
export const runTwins = [
  runStartHook({ name: 'g' }, ({ status }: RunHookContext) => status),
  runSuccessHook({ name: 'h' }, ({ steps }) => steps),
  runFailureHook({ name: 'i' }, ({ error }) => error),
  runCancelHook({ name: 'j' }, ({ runId }) => runId),
] as const;

export const lastResort = deadLetterHook({ name: 'k' }, ({ delivery }) => delivery.attempts);

export class WrongHooks {
  // @ts-expect-error a dead-letter hook gets no op
  @DeadLetterHook()
  static dead({ op }: HookContext) {
    return op;
  }

  // @ts-expect-error no step waits for a dead-letter hook
  @DeadLetterHook({ blocking: true })
  static waits({ delivery }: DeadLetterHookContext) {
    return delivery;
  }

  // @ts-expect-error a failure hook gets no delivery
  @FailureHook()
  static delivery({ delivery }: DeadLetterHookContext) {
    return delivery;
  }

  // @ts-expect-error a success hook is not sure to have an exception
  @SuccessHook()
  static claims({ opException }: FailureHookContext) {
    return opException.message;
  }

  // @ts-expect-error an op hook gets no run
  @FailureHook()
  static run({ failedSteps }: RunFailureHookContext) {
    return failedSteps;
  }

  // @ts-expect-error a run hook gets no op
  @RunFailureHook()
  static op({ op }: HookContext) {
    return op;
  }

  // @ts-expect-error requiredResourceKeys does not name 'slack'
  @FailureHook()
  static unnamed({ resources }: FailureHookContext<{ slack: Slack }>) {
    return resources.slack;
  }

  // @ts-expect-error one parameter
  @FailureHook()
  static two(context: FailureHookContext, more: number) {
    return [context, more];
  }

  // @ts-expect-error a hook is static
  @FailureHook()
  instance({ op }: FailureHookContext) {
    return op;
  }

  // @ts-expect-error a decorator has parentheses
  @FailureHook
  static bare({ op }: FailureHookContext) {
    return op;
  }

  // @ts-expect-error no step waits for a run hook
  @RunFailureHook({ blocking: true })
  static blocks({ error }: RunFailureHookContext) {
    return error;
  }

  // @ts-expect-error reasons are those of skip hooks
  @SuccessHook({ reasons: ['run'] })
  static reasons({ op }: HookContext) {
    return op;
  }

  // @ts-expect-error needs an instance
  @SuccessHook({ maxAge: '1d' })
  static aged({ op }: HookContext) {
    return op;
  }

  // @ts-expect-error no such kind
  @FailureHook({ kinds: ['oops'] })
  static kinds({ op }: HookContext) {
    return op;
  }

  // @ts-expect-error a filter answers at once
  @FailureHook({ filter: () => Promise.resolve(true) })
  static filtered({ op }: HookContext) {
    return op;
  }
}

export const wrongTwins = [
  // @ts-expect-error the keys are checked against the context
  failureHook({ name: 'l' }, ({ resources }: FailureHookContext<{ slack: Slack }>) => resources.slack),
  // @ts-expect-error a twin needs a name
  successHook({}, ({ op }) => op.name),
  // @ts-expect-error a success hook is not sure to have an exception
  successHook({ name: 'm' }, ({ opException }: FailureHookContext) => opException.message),
  // @ts-expect-error a start hook has no delay
  startHook({ name: 'n' }, ({ delay }) => delay),
];
