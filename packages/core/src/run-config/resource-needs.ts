import type { ResourceMap } from '../definition/resource-definition';
import type { Plan } from '../plan/plan';
import { resolveResources } from '../registry/resolve-resources';

/** Who needs a resource in a run: an op (perhaps a hook, too), or only hooks (S17). */
export type ResourceNeed = 'ops' | 'hooks';

/** What the steps and hooks of a plan need, with all that this requires; resources that nobody needs are absent. */
export function resourceNeeds(
  plan: Plan,
  definitions: ResourceMap,
  disabledHooks: ReadonlySet<string>,
): ReadonlyMap<string, ResourceNeed> {
  const enabled = plan.snapshot.hooks.filter(
    ({ name }, index) => plan.firedHooks.has(index) && !disabledHooks.has(name),
  );
  const ofHooks = new Set(enabled.flatMap(({ requiredResourceKeys }) => requiredResourceKeys));
  const needs = new Map<string, ResourceNeed>();
  for (const key of resolveResources(definitions, ofHooks).keys()) needs.set(key, 'hooks');
  for (const key of resolveResources(definitions, plan.stepResources).keys()) needs.set(key, 'ops');
  // Where the ops are another process's, hooks are still shown what they made.
  for (const key of resolveResources(definitions, plan.ioManagers).keys()) if (!needs.has(key)) needs.set(key, 'hooks');
  return needs;
}
