import type { InvalidInvocationError } from '@hookline/core';
import { describeValue, didYouMean, isPromise, isResourceDefinition, wrongArgument } from '@hookline/core/spi';
import { createResourceView } from '@hookline/engine';
import { assertFields, type BuilderCall, badArgument, explainUnset, unsetField } from './test-context';

/** What `resources` of a test context is made of. */
export interface TestResourcesSpec {
  readonly call: BuilderCall;
  readonly given: unknown;
  /** The keys that the hook declares; absent where that is not known. */
  readonly declared: readonly string[] | undefined;
}

/** Names that promises, printers and matchers ask any object for. */
const PROBED: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  '$$typeof',
  'nodeType',
  'nodeName',
  'tagName',
  '@@__IMMUTABLE_ITERABLE__@@',
  '@@__IMMUTABLE_RECORD__@@',
  '_isMockFunction',
]);

/**
 * The resources of a test context: reading a declared one that was not given throws the remedy, reading one that is not
 * declared throws UnknownResourceError, as it does in a run.
 */
export function createTestResources(spec: TestResourcesSpec): object {
  const { call, declared } = spec;
  const given = { ...checkedResources(spec) };
  const view = declared && createResourceView(`Hook '${call.hook ?? ''}'`, Object.fromEntries(declared.map(toEntry)));
  return explainUnset(given, (key) => {
    if (PROBED.has(key)) return undefined;
    // The view throws what a run throws for a key that is not declared.
    if (view) Reflect.get(view, key);
    return unset(call, key);
  });
}

/**
 * The given resources, checked.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a key that is not declared, or a definition
 */
function checkedResources({ call, given, declared }: TestResourcesSpec): Readonly<Record<string, unknown>> {
  assertDeclared({ call, given, declared });
  checkValues(call, given);
  const resources = given as Readonly<Record<string, unknown>>;
  const definition = Object.keys(resources).find((key) => isResourceDefinition(resources[key]));
  if (definition !== undefined) throw notOpen(call, definition);
  return resources;
}

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a key that the hook does not declare */
export function assertDeclared({ call, given, declared }: TestResourcesSpec): void {
  assertFields(given, { parameter: 'fields.resources', of: `${call.builder}()`, example: '{ resources: { db } }' });
  const unknown = Object.keys(given).find((key) => declared !== undefined && !declared.includes(key));
  if (unknown === undefined || declared === undefined) return;
  const near = didYouMean(unknown, declared);
  const others = declared.length > 0 ? `It declares: ${declared.join(', ')}.` : 'It declares none.';
  throw badArgument(
    `${call.builder}(): hook '${call.hook ?? ''}' does not declare the resource ${describeValue(unknown)}.`,
    near === undefined ? `${others} Add it to requiredResourceKeys of the hook.` : `Did you mean '${near}'?`,
  );
}

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for undefined and promises, which are never meant */
export function checkValues({ builder }: BuilderCall, given: unknown): void {
  for (const [key, value] of Object.entries(given as Readonly<Record<string, unknown>>)) {
    if (value !== undefined && !isPromise(value)) continue;
    const remedy =
      value === undefined ? 'Give a value (a mock), or leave the key out.' : 'Await it, or give a value (a mock).';
    throw wrongArgument({ parameter: `fields.resources.${key}`, of: `${builder}()`, given: value, remedy });
  }
}

const toEntry = (key: string): [string, undefined] => [key, undefined];

function unset(call: BuilderCall, key: string): InvalidInvocationError {
  return unsetField({ call, part: 'resources' }, key, '...');
}

function notOpen(call: BuilderCall, key: string): InvalidInvocationError {
  const open = call.builder === 'buildOpContext' ? 'await buildResources(definitions)' : 'await openHookContext(...)';
  return badArgument(
    `${call.builder}(): resource '${key}' is a definition, which nothing opens here.`,
    `Give a value (a mock), or let ${open} open and close it.`,
  );
}
