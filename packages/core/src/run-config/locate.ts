import type { SourcePosition } from '../errors/config-error';
import { isContainer, ownValue } from './plain-data';
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
  let container = root;
  let nearest = nodeOf(root) && startOfFile(nodeOf(root) as SourceNode);
  for (const [index, key] of path.entries()) {
    const node = nodeOf(container);
    const value = isContainer(container) ? ownValue(container, key) : undefined;
    const at = node?.keys.get(key) ?? node?.values.get(key);
    if (index === path.length - 1 && spot !== 'nearest' && value !== undefined) {
      return spot === 'key' ? at : (node?.values.get(key) ?? nodeOf(value)?.self);
    }
    nearest = at ?? nearest ?? (node && startOfFile(node));
    container = value;
  }
  return path.length === 0 && spot === 'value' ? nodeOf(root)?.self : nearest;
}

function nodeOf(value: unknown): SourceNode | undefined {
  return isContainer(value) ? sourceOf(value) : undefined;
}

function startOfFile({ self: { file } }: SourceNode): SourcePosition {
  return { file, line: 1, column: 1 };
}
