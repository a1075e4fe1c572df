import type { Class } from '../definition/op-definition';
import { lineage } from './records';

// `Symbol.for` lets two copies of this package in one process see the same keys.
const INJECTED = Symbol.for('hookline/injected/1');

type Injected = Class & { readonly [INJECTED]?: Map<number, string> };

/** Notes that the constructor parameter at `index` takes the resource `key`. */
export function addInjectedKey(owner: Class, index: number, key: string): void {
  const keys = ownKeys(owner) ?? new Map<number, string>();
  Object.defineProperty(owner, INJECTED, { value: keys.set(index, key), configurable: true });
}

/**
 * Resource keys that instances of the class take by constructor, in the order of the parameters. A class without keys
 * of its own has those of its nearest base that has some: it inherits the constructor, too.
 */
export function injectedKeys(owner: Class): readonly string[] {
  const nearest = lineage(owner)
    .map(ownKeys)
    .findLast((keys) => keys !== undefined);
  return [...(nearest ?? [])].sort(([a], [b]) => a - b).map(([, key]) => key);
}

function ownKeys(owner: Injected): Map<number, string> | undefined {
  return Object.hasOwn(owner, INJECTED) ? owner[INJECTED] : undefined;
}
