import { hardcodedResource } from '@hookline/core';
import {
  type ContextOfHook,
  type HookDefinition,
  isCallable,
  isResourceDefinition,
  wrongArgument,
} from '@hookline/core/spi';
import { type AnyHook, createHookTestContext, requireHook } from './build-hook-context';
import { disposable } from './build-resources';
import { silentLogger } from './context-defaults';
import type { OpenContextFields } from './context-fields';
import { type OpenResources, openResources } from './open-resources';
import { assertFields } from './test-context';
import { assertDeclared, checkValues } from './test-resources';

/**
 * As `buildHookContext`, but a resource may be given as definition (with its config bound by `configured`): it is
 * opened with all that it requires, and `await using` closes it again.
 *
 * When a resource fails to open, those already open are closed and its error is thrown; as with `buildResources`, one
 * that fails to close does not keep the others open.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_HOOK`, `HOOKLINE_BAD_ARGUMENT`), InvalidConfigError
 * @example
 * const slack = slackResource.configured({ token: env('SLACK_TOKEN') });
 * await using context = await openHookContext(SlackHooks.onFailure, { resources: { slack }, op: { name: 'a' } });
 * await SlackHooks.onFailure(context);
 */
export async function openHookContext<H extends AnyHook>(
  hook: H,
  fields: OpenContextFields<ContextOfHook<H>> = {},
): Promise<ContextOfHook<H> & AsyncDisposable> {
  const context: unknown = await open('openHookContext', hook, fields);
  return context as ContextOfHook<H> & AsyncDisposable;
}

/**
 * Calls `fn` with the context that {@link openHookContext} opens, and closes its resources whatever `fn` does.
 * @returns what `fn` returns
 * @throws what `fn` throws, and all that `openHookContext` throws
 * @example await withHookContext(SlackHooks.onFailure, { resources: { slack } }, SlackHooks.onFailure);
 */
export async function withHookContext<H extends AnyHook, T>(
  hook: H,
  fields: OpenContextFields<ContextOfHook<H>>,
  fn: (context: ContextOfHook<H>) => T | Promise<T>,
): Promise<T> {
  if (!isCallable(fn)) {
    const remedy = 'Give a function of the context: withHookContext(Alerts.onFailure, {}, Alerts.onFailure).';
    throw wrongArgument({ parameter: 'fn', of: 'withHookContext()', given: fn, remedy });
  }
  await using context = await open('withHookContext', hook, fields);
  return await fn(context as ContextOfHook<H>);
}

async function open(builder: string, hookFunction: unknown, fields: unknown): Promise<object & AsyncDisposable> {
  const hook = requireHook(hookFunction, builder);
  const example = `${builder}(Alerts.onFailure, { resources: { slack } })`;
  assertFields(fields, { parameter: 'fields', of: `${builder}()`, example });
  const { resources = {}, ...others } = fields;
  const opened = await openGiven(builder, hook, resources);
  try {
    const context = createHookTestContext(builder, hook, { ...others, resources: opened.values });
    return disposable(context, opened.close);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Opens the definitions among the given resources; values stay, and stand in for what definitions require. */
function openGiven(builder: string, hook: HookDefinition, given: unknown): Promise<OpenResources> {
  assertDeclared({ call: { builder, hook: hook.name }, given, declared: hook.requiredResourceKeys });
  checkValues({ builder }, given);
  const definitions = Object.fromEntries(
    Object.entries(given as Readonly<Record<string, unknown>>).map(([key, resource]) => [
      key,
      isResourceDefinition(resource) ? resource : hardcodedResource(resource),
    ]),
  );
  const remedy = 'Bind config to the definition: slack.configured({ ... }).';
  return openResources({ builder, remedy, definitions, config: {}, log: silentLogger() });
}
