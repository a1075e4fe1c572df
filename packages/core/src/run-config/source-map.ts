import type { SourcePosition } from '../errors/config-error';

/** Where a mapping or sequence of a YAML file stands, and where its members do. */
export interface SourceNode {
  /** Of the mapping or sequence itself. */
  readonly self: SourcePosition;
  /** Member (key, or index as text) → where its key stands; sequences have none. */
  readonly keys: ReadonlyMap<string, SourcePosition>;
  /** Member (key, or index as text) → where its value stands. */
  readonly values: ReadonlyMap<string, SourcePosition>;
}

// Beside the objects, not in them: positions stay with an object that is spread into another config, and never show up
// in comparisons.
const nodes = new WeakMap<object, SourceNode>();

/** Remembers where an object that YAML made stands. */
export function setSource(object: object, node: SourceNode): void {
  nodes.set(object, node);
}

/** Where an object stands; `undefined` for one that code made. */
export function sourceOf(object: object): SourceNode | undefined {
  return nodes.get(object);
}
