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
  const { steps, hooks, runHooks } = plan.snapshot;
  const lists = new Set(steps.map((step) => step.hooks));
  const fired = new Set([...runHooks, ...[...lists].flat()]);
  const enabled = hooks.filter(({ name }, index) => fired.has(index) && !disabledHooks.has(name));
  const needs = new Map<string, ResourceNeed>();
  for (const key of closure(definitions, enabled)) needs.set(key, 'hooks');
  for (const key of closure(definitions, steps)) needs.set(key, 'ops');
  return needs;
}

interface Needing {
  readonly requiredResourceKeys: readonly string[];
}

function closure(definitions: ResourceMap, needing: readonly Needing[]): Iterable<string> {
  const keys = new Set(needing.flatMap(({ requiredResourceKeys }) => requiredResourceKeys));
  return resolveResources(definitions, keys).keys();
}
