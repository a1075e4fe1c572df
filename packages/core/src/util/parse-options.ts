import type { z } from 'zod';
import type { ErrorCode } from '../errors/catalogue';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from './describe-value';
import { didYouMean } from './did-you-mean';

/** Options that more than one decorator has and whose mistakes have a code of their own. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  name: 'HOOKLINE_BAD_NAME',
  outs: 'HOOKLINE_BAD_NAME',
  hooks: 'HOOKLINE_BAD_HOOK',
  resources: 'HOOKLINE_BAD_RESOURCE',
  requires: 'HOOKLINE_BAD_RESOURCE',
};

/** Names that are reserved for what needs an instance (a store). */
const ON_AN_INSTANCE: readonly string[] = ['ioManagerKey', 'pool', 'policy', 'maxAge', 'ordered', 'maxConcurrent'];

type Issue = z.core.$ZodIssue;

/**
 * Options of a decorator or a `define…` function, checked. In the schema, `error` of each field is the remedy.
 * @param place whose options they are, for the error: `op 'Etl.load'`
 * @throws InvalidDefinitionError for the first fault (`HOOKLINE_BAD_OPTION`, or the code of the option)
 */
export function parseOptions<S extends z.ZodObject>(schema: S, options: unknown, place: string): Given<z.output<S>> {
  const result = schema.safeParse(options);
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

function badOption({ issue, options, place }: { issue: Issue | undefined; options: unknown; place: string }) {
  const path = issue?.path ?? [];
  const subject = path.length === 0 ? `The argument of ${place}` : `Option '${path.join('.')}' of ${place}`;
  return new InvalidDefinitionError({
    code: CODES[String(path[0])] ?? 'HOOKLINE_BAD_OPTION',
    problem: `${subject} is ${describeValue(valueAt(options, path))}.`,
    remedy: path.length === 0 ? 'Give an object of options.' : (issue?.message ?? ''),
  });
}

function unknownOption({ name, known, place }: { name: string; known: readonly string[]; place: string }) {
  if (ON_AN_INSTANCE.includes(name)) {
    return new InvalidDefinitionError({
      code: 'HOOKLINE_BAD_OPTION',
      problem: `Option '${name}' of ${place} needs an instance, which this version does not have.`,
      remedy: 'Leave it out.',
    });
  }
  const near = didYouMean(name, known);
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `Option '${name}' of ${place} does not exist.`,
    remedy: near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean '${near}'?`,
  });
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    root,
  );
}
