/** Any value in a few words, for the text of an error: `'abc'`, `3`, `an array`, `function load`. Never throws. */
export function describeValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    // A proxy whose traps throw, or that is revoked.
    return `${typeof value === 'function' ? 'a function' : 'an object'} that cannot be looked into`;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 60)}…'` : `'${value}'`;
  if (typeof value === 'function') return describeFunction(value.name);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : String(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const name = prototype === null ? '' : (prototype as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? `a ${name}` : 'an object';
}

/** A class may have a static `name` of any kind. */
function describeFunction(name: unknown): string {
  return typeof name === 'string' && name !== '' ? `function ${name}` : 'a function';
}
