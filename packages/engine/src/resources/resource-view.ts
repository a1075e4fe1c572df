import { UnknownResourceError } from '@hookline/core';

/**
 * The resources that one op or hook declares. Reading another key throws, so that nobody uses what he does not name.
 * @param owner for the error: `Op 'load'`
 */
export function createResourceView(owner: string, resources: Readonly<Record<string, unknown>>): object {
  return new Proxy(Object.freeze({ ...resources }), {
    get(target, key): unknown {
      if (key in target || isProbe(key)) return Reflect.get(target, key);
      throw unknownResource(owner, String(key), Object.keys(target));
    },
  });
}

/** The resources of a hook's filter: none, because a filter is asked before anything is opened. */
export function createFilterView(hookName: string): object {
  return new Proxy(Object.freeze({}), {
    get(target, key): unknown {
      if (key in target || isProbe(key)) return Reflect.get(target, key);
      throw new UnknownResourceError({
        code: 'HOOKLINE_UNKNOWN_RESOURCE',
        problem: `The filter of hook '${hookName}' reads the resource '${String(key)}'.`,
        remedy: 'A filter decides by the other fields of its context; use resources in the hook itself.',
      });
    },
  });
}

const PROBED: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName', '$$typeof']);

/** What promises and printers ask every object for, where users would ask for a resource. */
function isProbe(key: string | symbol): boolean {
  return typeof key === 'symbol' || PROBED.has(key) || key.startsWith('@@__IMMUTABLE_');
}

function unknownResource(owner: string, key: string, declared: readonly string[]): UnknownResourceError {
  return new UnknownResourceError({
    code: 'HOOKLINE_UNKNOWN_RESOURCE',
    problem: `${owner} reads the resource '${key}', which its requiredResourceKeys does not name.`,
    remedy: declared.length > 0 ? `Declared: ${declared.join(', ')}.` : `Add requiredResourceKeys: ['${key}'].`,
  });
}
