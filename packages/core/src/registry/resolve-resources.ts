import type { ResourceDefinition, ResourceMap } from '../definition/resource-definition';
import { definitionError } from '../wiring/definition-error';

type Definition = ResourceDefinition<unknown>;

/**
 * The resources behind some keys, with all that they require, in the order in which they must be opened. What a resource
 * requires is the default of its key; a provided one replaces it.
 * @throws InvalidDefinitionError (`HOOKLINE_RESOURCE_CYCLE`) with the path, or (`HOOKLINE_BAD_RESOURCE`) when two
 * resources require different definitions of one key that is not provided
 */
export function resolveResources(provided: ResourceMap, keys: Iterable<string>): ReadonlyMap<string, Definition> {
  const search: Search = { provided, resolved: new Map(), requiredBy: new Map(), path: [] };
  for (const key of keys) {
    const definition = own(provided, key);
    if (definition) visit(search, key, definition);
  }
  return search.resolved;
}

/** A depth-first search; its post-order is the order of opening. */
interface Search {
  readonly provided: ResourceMap;
  readonly resolved: Map<string, Definition>;
  /** Key → who was the first to require it. */
  readonly requiredBy: Map<string, string>;
  readonly path: string[];
}

function visit(search: Search, key: string, definition: Definition): void {
  if (search.path.includes(key)) throw cycle([...search.path.slice(search.path.indexOf(key)), key]);
  const former = search.resolved.get(key);
  if (former && former !== definition) throw conflict(search, key);
  if (former) return;
  search.path.push(key);
  for (const [required, fallback] of Object.entries<Definition>(definition.requires)) {
    visitRequired(search, required, own(search.provided, required) ?? fallback);
  }
  search.path.pop();
  search.resolved.set(key, definition);
}

function visitRequired(search: Search, key: string, definition: Definition): void {
  const by = search.path.at(-1) ?? '';
  visit(search, key, definition);
  if (!search.requiredBy.has(key)) search.requiredBy.set(key, by);
}

function own(map: ResourceMap, key: string): Definition | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function cycle(path: readonly string[]) {
  return definitionError(
    'HOOKLINE_RESOURCE_CYCLE',
    `Resources require each other in a circle: ${path.join(' → ')}.`,
    'Split what they share into a resource of its own that both require.',
  );
}

function conflict(search: Search, key: string) {
  const [one, other] = [search.requiredBy.get(key) ?? '', search.path.at(-1) ?? ''];
  return definitionError(
    'HOOKLINE_BAD_RESOURCE',
    `Resources '${one}' and '${other}' require different definitions of '${key}'.`,
    `Say which it shall be: resources: { ${key}: ... }.`,
  );
}
