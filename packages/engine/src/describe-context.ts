/** Fields that cost something to read, or that would print a whole client. */
const LEFT_OUT: readonly string[] = ['signal', 'log'];

/**
 * What a context holds, for `console.log`: its fields stand on the prototype, where printers don't look. Of resources the
 * keys alone.
 */
export function describeContext(context: object): object {
  const fields: Record<string, unknown> = {};
  for (const name of getterNames(context)) {
    const value: unknown = LEFT_OUT.includes(name) ? undefined : Reflect.get(context, name);
    if (typeof value === 'function' || value === undefined) continue;
    fields[name] = name === 'resources' ? Object.keys(value as object) : value;
  }
  return fields;
}

function getterNames(context: object): readonly string[] {
  const names: string[] = [];
  let prototype: unknown = Object.getPrototypeOf(context);
  while (typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype) {
    const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    names.unshift(...own.filter(([, descriptor]) => 'get' in descriptor).map(([name]) => name));
    prototype = Object.getPrototypeOf(prototype);
  }
  return names;
}
