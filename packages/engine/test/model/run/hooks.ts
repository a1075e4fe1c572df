import {
  cancelHook,
  failureHook,
  type HookContext,
  retryHook,
  retryPolicy,
  runCancelHook,
  runFailureHook,
  runStartHook,
  runSuccessHook,
  skipHook,
  startHook,
  successHook,
} from '@hookline/core';
import type { HookSpec, RetrySpec } from '../job-spec';
import { hookCall } from '../reference/world';
import { Boom, play } from './play';
import type { RunWorld } from './run-world';

/** All that any context may have. */
type AnyContext = HookContext<Record<string, unknown>> & Readonly<Record<string, unknown>>;

type Factory = (options: object, hook: (context: AnyContext) => unknown) => unknown;

const FACTORIES: Readonly<Record<HookSpec['kind'], unknown>> = {
  start: startHook,
  success: successHook,
  failure: failureHook,
  retry: retryHook,
  skip: skipHook,
  cancel: cancelHook,
  runStart: runStartHook,
  runSuccess: runSuccessHook,
  runFailure: runFailureHook,
  runCancel: runCancelHook,
};

/** The hooks of a random job, as their function twins. */
export function createHooks(world: RunWorld): readonly unknown[] {
  return world.spec.hooks.map((hook, index) => {
    const create = FACTORIES[hook.kind] as Factory;
    return create(optionsOf(hook, index), (context) => run(world, index, context));
  });
}

export function hookName(index: number): string {
  return `h${index}`;
}

/** The options of a policy; nothing for none. */
export function policyOptions(retry: RetrySpec | undefined): object {
  if (!retry) return {};
  const { backoff, jitter, ...rest } = retry;
  return { retryPolicy: retryPolicy({ ...rest, ...(backoff && { backoff }), ...(jitter && { jitter }) }) };
}

function optionsOf(hook: HookSpec, index: number): object {
  const { kind, blocking, timeout, retry, filter, kinds, onlyBoom, reasons, includePending, resources } = hook;
  return {
    name: hookName(index),
    timeout,
    requiredResourceKeys: resources.map((resource) => `r${resource}`),
    ...policyOptions(retry),
    ...(blocking && { blocking }),
    ...(filter !== 'none' && { filter: FILTERS[filter] }),
    ...(kinds && { kinds }),
    ...(onlyBoom && { errors: [Boom] }),
    ...(reasons && { reasons }),
    ...(kind === 'cancel' && { includePending }),
  };
}

const FILTERS = {
  even: ({ stepKey }: AnyContext) => !/n\d*[13579](\[|$)/.test(stepKey),
  throws: () => {
    throw new Error('no answer');
  },
  promise: () => Promise.reject(new Error('no answer')),
} as const;

function run(world: RunWorld, hook: number, context: AnyContext): unknown {
  const { clock, trace, spec } = world;
  const { kind, resources } = spec.hooks[hook] as HookSpec;
  world.watcher?.hook(context);
  const trigger = triggerOf(kind, context);
  const call = world.countCall(`${hook} ${trigger}`);
  const told = { hook, trigger, call, at: clock.monotonic(), told: toldBy(context), settledAt: undefined };
  const entry: (typeof trace.hookCalls)[number] = told;
  trace.hookCalls.push(entry);
  world.checkOpen(resources, context.resources, `hook ${hook} ${trigger}`);
  return play(clock, trace, {
    call: hookCall(spec, { hook, trigger, call }),
    name: `${hook} ${trigger} ${call}`,
    noun: 'throw',
    signal: () => context.signal,
    value: () => undefined,
    settled: () => {
      entry.settledAt ??= clock.monotonic();
    },
  });
}

function triggerOf(kind: HookSpec['kind'], { stepKey, attempt }: AnyContext): string {
  if (kind.startsWith('run')) return kind;
  return kind === 'retry' ? `${kind} ${stepKey} ${attempt}` : `${kind} ${stepKey}`;
}

const FIELDS = ['attempt', 'opException', 'failureKind', 'delay', 'skipReason', 'wasRunning'] as const;

function toldBy(context: AnyContext): Readonly<Record<string, unknown>> {
  const fields = [...FIELDS, 'opInputValues', 'opOutputValues', 'status', 'error', 'failedSteps'];
  return Object.fromEntries(fields.flatMap((field) => (context[field] === undefined ? [] : [[field, context[field]]])));
}
