import type { HookDefinition } from '../definition/hook-definition';
import { getHook } from '../metadata/hook-mark';
import { describeValue } from '../util/describe-value';
import { definitionError } from './definition-error';

/**
 * The hooks that a list of marked functions names, for places that take op hooks and run hooks.
 * @param place `job 'j'`, for the error
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_HOOK`) when something else stands in the list
 */
export function attachedHooks(hooks: readonly unknown[], place: string): readonly HookDefinition[] {
  return Object.freeze(hooks.map((hook, i) => getHook(hook) ?? refuse({ hook, position: i + 1, place })));
}

/** Like {@link attachedHooks}, for places where only op hooks have something to react to: ops and graphs. */
export function attachedOpHooks(hooks: readonly unknown[], place: string): readonly HookDefinition[] {
  const attached = attachedHooks(hooks, place);
  const other = attached.find((hook) => !isOpHook(hook));
  if (!other) return attached;
  const why = isRunHook(other)
    ? 'A run hook fires once per run'
    : 'A dead-letter hook reacts to deliveries, not to ops';
  throw definitionError(
    'HOOKLINE_BAD_HOOK',
    `Hook '${other.name}' is a ${other.kind} hook and is attached to ${place}.`,
    `${why}: attach it to @Job({ hooks }), toJob or definitions.`,
  );
}

/** True for hooks that react to an op. */
export function isOpHook(hook: Pick<HookDefinition, 'kind'>): boolean {
  return !isRunHook(hook) && hook.kind !== 'deadLetter';
}

/** True for hooks that react to the run as a whole. */
export function isRunHook({ kind }: Pick<HookDefinition, 'kind'>): boolean {
  return kind === 'runStart' || kind === 'runSuccess' || kind === 'runFailure' || kind === 'runCancel';
}

function refuse({ hook, position, place }: { hook: unknown; position: number; place: string }): never {
  throw definitionError(
    'HOOKLINE_BAD_HOOK',
    `Hook ${position} of ${place} is ${describeValue(hook)}, not a hook.`,
    'Give a static method with a hook decorator, such as @FailureHook(), or what failureHook({ name }, fn) returns.',
  );
}
