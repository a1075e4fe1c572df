/**
 * True for objects that are mere data, of whatever realm: literals, objects without prototype, module namespaces. False
 * for instances of classes, lists, functions, and for a Proxy that cannot be read.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  try {
    if (Array.isArray(value)) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  } catch {
    return false;
  }
}
