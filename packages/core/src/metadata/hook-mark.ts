import type { HookDefinition } from '../definition/hook-definition';
import { InvalidDefinitionError } from '../errors/definition-errors';

// `Symbol.for` lets two copies of this package in one process see the same hooks.
const HOOK = Symbol.for('hookline/hook/1');

/**
 * Marks a function as a hook.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_DECORATION`) when the function is a hook already
 */
export function setHook(fn: object, definition: HookDefinition): void {
  const former = getHook(fn);
  if (former) throw twice(definition, former);
  Object.defineProperty(fn, HOOK, { value: definition });
}

/** The hook that a function was made to by a decorator or twin; `undefined` for anything else, whatever it is. */
export function getHook(fn: unknown): HookDefinition | undefined {
  if (typeof fn !== 'function' || !Object.hasOwn(fn, HOOK)) return undefined;
  return (fn as { readonly [HOOK]?: HookDefinition })[HOOK];
}

function twice(latter: HookDefinition, former: HookDefinition): InvalidDefinitionError {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_DECORATION',
    problem: `Hook '${latter.name}' is decorated twice: as ${former.kind} hook and as ${latter.kind} hook.`,
    remedy: 'A hook reacts to one thing: write one method per kind, each calling the same function.',
  });
}
