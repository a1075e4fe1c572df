import { InvalidInvocationError } from '@hookline/core';
import { describeValue, didYouMean } from '@hookline/core/spi';
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
  const unset = Object.entries(spec.examples).flatMap(([name, example]) =>
    example === undefined || Object.hasOwn(fields, name)
      ? []
      : [[name, () => unsetField(spec, name, example)] as const],
  );
  return withUnset(fields, new Map(unset));
}

/**
 * The fields, and accessors that throw for those that are not set. These stand on a prototype: printers and matchers
 * read all that an object has of its own, hidden or not.
 */
export function withUnset<T extends object>(fields: T, unset: ReadonlyMap<string, () => Error>): T {
  const prototype = Object.create(Object.prototype, { constructor: { value: Object } }) as object;
  for (const [name, error] of unset) {
    const get = (): never => {
      throw error();
    };
    Object.defineProperty(prototype, name, { get });
  }
  return Object.assign(Object.create(prototype), fields) as T;
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

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) unless `value` is an object with fields */
export function assertFields(value: unknown, place: string): asserts value is Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw badArgument(`${place} is ${describeValue(value)}.`, 'Give an object of fields.');
}

/** The error for a wrong argument. */
export function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}

function unknownField({ call, part, examples }: TestContextSpec, name: string): InvalidInvocationError {
  const whose = call.hook === undefined ? '' : ` of hook '${call.hook}'`;
  const path = part === undefined ? 'The context' : `${part} in the context`;
  const near = didYouMean(name, Object.keys(examples));
  const remedy = near === undefined ? `There are: ${Object.keys(examples).join(', ')}.` : `Did you mean '${near}'?`;
  return badArgument(`${call.builder}: ${path}${whose} has no field '${name}'.`, remedy);
}
