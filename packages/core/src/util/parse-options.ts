import type { z } from 'zod';
import type { ErrorCode } from '../errors/catalogue';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { RESERVED_NAME, RESERVED_REMEDY } from './check-name';
import { describeValue } from './describe-value';
import { suggestName } from './did-you-mean';
import { isPlainObject } from './plain-object';
import { readEntries } from './read-entries';
import { fitHint } from './wrong-argument';

/** Options that more than one decorator has and whose mistakes have a code of their own. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  name: 'HOOKLINE_BAD_NAME',
  outs: 'HOOKLINE_BAD_NAME',
  hooks: 'HOOKLINE_BAD_HOOK',
  resources: 'HOOKLINE_BAD_RESOURCE',
  requires: 'HOOKLINE_BAD_RESOURCE',
};

/** Names that are reserved for what needs an instance (a store). */
const ON_AN_INSTANCE: readonly string[] = ['pool', 'policy', 'maxAge', 'ordered', 'maxConcurrent'];

type Issue = z.core.$ZodIssue;

/**
 * Options of a decorator or a `define…` function, checked. In the schema, `error` of each field is the remedy.
 * @param place whose options they are, for the error: `op 'Etl.load'`
 * @throws InvalidDefinitionError for the first fault (`HOOKLINE_BAD_OPTION`, or the code of the option)
 */
export function parseOptions<S extends z.ZodObject>(schema: S, options: unknown, place: string): Given<z.output<S>> {
  if (!isPlainObject(options)) throw noOptions(options, { place, known: Object.keys(schema.shape) });
  refuseReservedKeys(options, place);
  const result = tryParse(schema, options, place);
  if (result.success) return withoutUndefined(result.data);
  const [issue] = result.error.issues;
  throw issue?.code === 'unrecognized_keys'
    ? unknownOption({ name: issue.keys[0] ?? '', known: Object.keys(schema.shape), place })
    : badOption({ issue, options, place });
}

/** `T` without `undefined` as a value: what is not given is not there. */
export type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(options: T): Given<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** Records of options (tags, resources) are parsed without such a key: it would be lost without a word. */
function refuseReservedKeys(options: Readonly<Record<string, unknown>>, place: string): void {
  for (const [name, value] of readEntries(options) ?? []) {
    if (!isPlainObject(value) || !Object.hasOwn(value, RESERVED_NAME)) continue;
    throw new InvalidDefinitionError({
      code: CODES[name] ?? 'HOOKLINE_BAD_OPTION',
      problem: `Option '${name}' of ${place} has the key '${RESERVED_NAME}'.`,
      remedy: RESERVED_REMEDY,
    });
  }
}

/** A getter or a Proxy among the options may throw. */
function tryParse<S extends z.ZodObject>(schema: S, options: Readonly<Record<string, unknown>>, place: string) {
  try {
    return schema.safeParse(options);
  } catch (cause) {
    const name = Object.keys(schema.shape).find((key) => throwsIn(schema.shape[key] as z.ZodType, options, key));
    const what = name === undefined ? `One of the options of ${place}` : `Option '${name}' of ${place}`;
    throw new InvalidDefinitionError({
      code: 'HOOKLINE_BAD_OPTION',
      problem: `${what} is an object that cannot be read: it throws (see the cause).`,
      remedy: 'Give a plain value, without a getter or a Proxy.',
      cause,
    });
  }
}

function throwsIn(schema: z.ZodType, options: Readonly<Record<string, unknown>>, name: string): boolean {
  try {
    schema.safeParse(options[name]);
    return false;
  } catch {
    return true;
  }
}

function noOptions(given: unknown, { place, known }: { readonly place: string; readonly known: readonly string[] }) {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `Parameter 'options' of ${place} is ${describeValue(given)}.`,
    remedy: `Give a plain object with some of: ${known.join(', ')}.`,
  });
}

function badOption({ issue, options, place }: { issue: Issue | undefined; options: object; place: string }) {
  const path = issue?.path ?? [];
  const [name] = path;
  const given = valueAt(options, path);
  const isMissing = path.length === 1 && !Object.hasOwn(options, name as PropertyKey);
  return new InvalidDefinitionError({
    code: CODES[String(name)] ?? 'HOOKLINE_BAD_OPTION',
    problem: `Option '${path.join('.')}' of ${place} is ${isMissing ? 'missing' : describeValue(given)}.`,
    remedy: fitHint(issue?.message ?? '', given),
  });
}

function unknownOption({ name, known, place }: { name: string; known: readonly string[]; place: string }) {
  const needsInstance = ON_AN_INSTANCE.includes(name);
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: needsInstance
      ? `Option '${name}' of ${place} needs an instance, which this version does not have.`
      : `Option '${name}' of ${place} does not exist.`,
    remedy: needsInstance ? 'Leave it out.' : suggestName(name, known),
  });
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    root,
  );
}
