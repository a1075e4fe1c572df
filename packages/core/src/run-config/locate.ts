import type { SourcePosition } from '../errors/config-error';
import { isContainer, ownValue, valueAt } from './plain-data';
import { type SourceNode, sourceOf } from './source-map';

/** Keys and indices from the root of a run config. */
export type ConfigPath = readonly string[];

/** What of an entry is looked for: its key, its value, or the key of the nearest parent that stands in the file. */
export type Spot = 'key' | 'value' | 'nearest';

/**
 * The place of a path in its file (S30); undefined for what code made.
 * @param root the whole config, whose objects know where they stand
 */
export function locate(root: unknown, path: ConfigPath, spot: Spot): SourcePosition | undefined {
  const parent = valueAt(root, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined) return spot === 'value' ? nodeOf(root)?.self : startOfFile(nodeOf(root));
  const exists = isContainer(parent) && ownValue(parent, key) !== undefined;
  if (spot === 'nearest' || !exists) return locateNearest(root, path);
  return spot === 'key' ? keyOf(parent, key) : nodeOf(parent)?.values.get(key);
}

/** The key of the deepest entry on the way that stands in the file, else the start of the file. */
function locateNearest(root: unknown, path: ConfigPath): SourcePosition | undefined {
  const parents = path.map((_, depth) => valueAt(root, path.slice(0, depth)));
  const keys = parents.map((parent, depth) => keyOf(parent, path[depth] ?? ''));
  return keys.findLast((position) => position !== undefined) ?? startOfFile(parents.map(nodeOf).find(Boolean));
}

function keyOf(container: unknown, key: string): SourcePosition | undefined {
  const node = nodeOf(container);
  return node?.keys.get(key) ?? node?.values.get(key); // items of lists have no key
}

function nodeOf(value: unknown): SourceNode | undefined {
  return isContainer(value) ? sourceOf(value) : undefined;
}

function startOfFile(node: SourceNode | undefined): SourcePosition | undefined {
  return node && { file: node.self.file, line: 1, column: 1 };
}
