import { type BaseHookContext, type FailureHookContext, type HookInfo, InvalidInvocationError } from '@hookline/core';
import {
  type ContextOfHook,
  describeValue,
  getHook,
  type HookDefinition,
  isPlainObject,
  wrongArgument,
} from '@hookline/core/spi';
import { completeLog, contextDefaults } from './context-defaults';
import type { ContextFields } from './context-fields';
import { HOOK_DEF_EXAMPLES, hookFieldExamples, OP_EXAMPLES } from './field-examples';
import { assertFields, type BuilderCall, createTestContext } from './test-context';
import { createTestResources } from './test-resources';

/** A hook: a static method under a hook decorator, or what a function twin returns. `any`: a context of any kind. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a hook
export type AnyHook = (this: any, context: any) => unknown;

/**
 * The context of a hook, to call it in a test. Every field can be set, none must be: reading one that was not set
 * throws a sentence that says which argument to give (`HOOKLINE_UNSET_FIELD`). Inside `op` unset fields are empty; `log` may lack functions.
 * Defaults: `hookDef` and `requiredResourceKeys` of the hook, a silent `log`, a `redact` that changes nothing, a
 * `signal` that is never aborted; `opException` is undefined unless the hook is a failure or retry hook.
 * @param hook gives the type of the context; without it the form is `buildHookContext<C>(fields)`, for generic code
 * @param fields resources may be deep partials (mocks); for resource definitions there is `openHookContext`
 * @throws InvalidInvocationError (`HOOKLINE_BAD_HOOK`, `HOOKLINE_BAD_ARGUMENT`)
 * @example
 * const slack = { chat: { postMessage: jest.fn() } };
 * await SlackHooks.onFailure(buildHookContext(SlackHooks.onFailure, { resources: { slack }, op: { name: 'a' } }));
 */
export function buildHookContext<H extends AnyHook>(
  hook: H,
  fields?: ContextFields<ContextOfHook<H>>,
): ContextOfHook<H>;
// biome-ignore lint/suspicious/noExplicitAny: resources of any type
export function buildHookContext<C extends BaseHookContext<any> = FailureHookContext<any>>(
  fields: ContextFields<NoInfer<C>>,
): C;
export function buildHookContext(hookOrFields: unknown, fields?: unknown): unknown {
  if (typeof hookOrFields === 'function') {
    return createHookTestContext(
      'buildHookContext',
      requireHook(hookOrFields, 'buildHookContext'),
      fields === undefined ? {} : fields,
    );
  }
  // What stands behind fields would be lost without a word: most likely it is the hook.
  if (fields !== undefined && isPlainObject(hookOrFields)) {
    const remedy = "Give the hook first: buildHookContext(Alerts.onFailure, { op: { name: 'load' } }).";
    throw wrongArgument({ parameter: 'hook', of: 'buildHookContext()', given: hookOrFields, remedy });
  }
  return createHookTestContext('buildHookContext', undefined, hookOrFields);
}

/** The definition of a hook. @throws InvalidInvocationError (`HOOKLINE_BAD_HOOK`) for anything else */
export function requireHook(hook: unknown, builder: string): HookDefinition {
  const definition = getHook(hook);
  if (definition) return definition;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_HOOK',
    problem: `Parameter 'hook' of ${builder}() is ${describeValue(hook)}, which is no hook.`,
    remedy: 'Give a static method under a hook decorator, like SlackHooks.onFailure, or what failureHook(...) returns.',
  });
}

/** A test context of a hook, or of any hook at all; `builder` for errors. */
export function createHookTestContext(builder: string, hook: HookDefinition | undefined, given: unknown): object {
  if (!hook) assertHookOrFields(given);
  const example = `${builder}(Alerts.onFailure, { op: { name: 'load' } })`;
  assertFields(given, { parameter: 'fields', of: `${builder}()`, example });
  const call: BuilderCall = { builder, ...(hook && { hook: hook.name }) };
  const { resources = {}, op, hookDef, log, ...others } = given;
  const declared = hook?.requiredResourceKeys;
  const parts = {
    resources: createTestResources({ call, given: resources, declared }),
    ...(op !== undefined && { op: createOp(call, op) }),
    ...(log !== undefined && { log: completeLog(log) }),
    ...((hook ?? hookDef) !== undefined && { hookDef: createHookDef(call, hook, hookDef) }),
  };
  const defaults = { ...defaultsOf(hook), requiredResourceKeys: new Set(declared ?? Object.keys(parts.resources)) };
  return createTestContext({ call, examples: hookFieldExamples(hook?.kind), given: { ...others, ...parts }, defaults });
}

/** The `op` of a context: unset fields are empty. */
export function createOp(call: BuilderCall, given: unknown): object {
  assertFields(given, { parameter: 'fields.op', of: `${call.builder}()`, example: "{ op: { name: 'load' } }" });
  const defaults = { name: '', definition: '', tags: {} };
  return createTestContext({ call, part: 'op', examples: OP_EXAMPLES, given, defaults });
}

function createHookDef(call: BuilderCall, hook: HookDefinition | undefined, given: unknown = {}): object {
  assertFields(given, {
    parameter: 'fields.hookDef',
    of: `${call.builder}()`,
    example: "{ hookDef: { name: 'notify' } }",
  });
  const defaults = hook ? { ...infoOf(hook) } : { requiredResourceKeys: [] };
  return createTestContext({ call, part: 'hookDef', examples: HOOK_DEF_EXAMPLES, given, defaults });
}

function infoOf({ name, kind, requiredResourceKeys, description }: HookDefinition): HookInfo {
  return { name, kind, requiredResourceKeys, ...(description !== undefined && { description }) };
}

/** What fields are that were not given; those of `requiredResourceKeys` and of parts aside. */
function defaultsOf(hook: HookDefinition | undefined): Readonly<Record<string, unknown>> {
  const mayLackError = hook && ['start', 'success', 'skip', 'cancel'].includes(hook.kind);
  return { ...contextDefaults(), ...(mayLackError && { opException: undefined }) };
}

function assertHookOrFields(given: unknown): void {
  if (isPlainObject(given)) return;
  const remedy = 'Give a hook, or a plain object of fields (undefined: do files import each other?).';
  throw wrongArgument({ parameter: 'hook', of: 'buildHookContext()', given, remedy });
}
