import { isPlainObject } from '../util/plain-object';

/** A mapping of config. */
export type Mapping = Readonly<Record<string, unknown>>;

/** True for objects that are mere data, of whatever realm; not for instances of classes. */
export function isMapping(value: unknown): value is Mapping {
  return isPlainObject(value);
}

/** True for mappings and lists. */
export function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isMapping(value);
}

/** The value of an own key; what a prototype has does not count. */
export function ownValue(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? (container as Mapping)[key] : undefined;
}

/** The word for a kind of value in reports; never the value itself, which may be a secret. */
export function kindWord(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (Number.isNaN(value)) return 'NaN';
  if (isMapping(value)) return 'mapping';
  return typeof value === 'object' ? 'an instance of a class' : typeof value;
}

/** The value at a path below a container; undefined where there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isContainer(value) ? ownValue(value, String(key)) : undefined), root);
}
