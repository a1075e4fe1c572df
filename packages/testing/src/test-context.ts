import { InvalidInvocationError } from '@hookline/core';
import { isPlainObject, readEntries, suggestName, type WrongArgument, wrongArgument } from '@hookline/core/spi';
import type { FieldExamples } from './field-examples';

/** The call that makes a context, for errors. */
export interface BuilderCall {
  /** `buildHookContext` */
  readonly builder: string;
  /** Name of the hook that it is given, if any. */
  readonly hook?: string;
}

/** What a context, or a part of one, is made of. */
export interface TestContextSpec {
  readonly call: BuilderCall;
  /** Where it hangs: absent for the context itself, `op` for its op. */
  readonly part?: string;
  readonly examples: FieldExamples;
  readonly given: object;
  /** What fields are that were not given. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/**
 * An object with the given fields and the defaults; to read another of the known fields throws the remedy. What prints
 * or compares the object sees only fields that can be read.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a field that does not exist
 */
export function createTestContext(spec: TestContextSpec): object {
  const fields = { ...spec.defaults, ...spec.given };
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(spec.examples, name));
  if (unknown !== undefined) throw unknownField(spec, unknown);
  // Hidden: the diffs of jest copy what they print, and break on the copy of a signal (jest 30).
  if ('signal' in fields) Object.defineProperty(fields, 'signal', { enumerable: false });
  return explainUnset(fields, (name) => {
    const example = Object.hasOwn(spec.examples, name) ? spec.examples[name] : undefined;
    return example === undefined ? undefined : unsetField(spec, name, example);
  });
}

/**
 * The fields; reading another throws the error that `errorOf` has for it. The others are no properties, not even hidden
 * ones: the diffs of jest read every accessor that an object or its prototypes have.
 */
export function explainUnset<T extends object>(fields: T, errorOf: (name: string) => Error | undefined): T {
  return new Proxy(fields, {
    get(target, name): unknown {
      const error = typeof name === 'symbol' || name in target ? undefined : errorOf(name);
      if (error) throw error;
      return Reflect.get(target, name);
    },
  });
}

/** The error for reading a field that was not set. `part`: where it hangs, `resources` for a resource. */
export function unsetField(
  { call, part }: Pick<TestContextSpec, 'call' | 'part'>,
  name: string,
  example: string,
): InvalidInvocationError {
  const path = part === undefined ? name : `${part}.${name}`;
  const field = part === undefined ? `${name}: ${example}` : `${part}: { ${name}: ${example} }`;
  const [whose, argument] = call.hook === undefined ? ['', ''] : [` of hook '${call.hook}'`, 'hook, '];
  return new InvalidInvocationError({
    code: 'HOOKLINE_UNSET_FIELD',
    problem: `context.${path}${whose} was not set.`,
    remedy: `Give it: ${call.builder}(${argument}{ ${field} }).`,
  });
}

/** An argument that must be a plain object, with what to say where it is not. */
export interface FieldsArgument extends Pick<WrongArgument, 'parameter' | 'of'> {
  /** The call as it should be: `fakeClock({ start: 0 })`. */
  readonly example: string;
}

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) unless `given` is a plain object */
export function assertFields(
  given: unknown,
  { parameter, of, example }: FieldsArgument,
): asserts given is Readonly<Record<string, unknown>> {
  if (isPlainObject(given) && readEntries(given)) return;
  throw wrongArgument({ parameter, of, given, remedy: `Give a plain object of plain values: ${example}.` });
}

/** The error for a wrong argument. */
export function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}

function unknownField({ call, part, examples }: TestContextSpec, name: string): InvalidInvocationError {
  const whose = call.hook === undefined ? '' : ` of hook '${call.hook}'`;
  const path = part === undefined ? 'The context' : `'${part}' in the context`;
  const names = Object.keys(examples);
  const remedy = suggestName(name, names, names.length);
  return badArgument(`${call.builder}(): ${path}${whose} has no field '${name}'.`, remedy);
}
