import fc from 'fast-check';
import { z } from 'zod';
import { secret } from '../../src/definition/secret';

/** A schema as a tree, so that values can be made for it. */
export type Spec =
  | { readonly kind: 'string' | 'number' | 'int' | 'boolean' | 'enum'; readonly isSecret: boolean }
  | { readonly kind: 'list' | 'record' | 'either' | 'nullable'; readonly inner: Spec; readonly isSecret: boolean }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>>; readonly isSecret: boolean };

/** A field of an object. */
export interface Field {
  readonly spec: Spec;
  readonly need: 'required' | 'optional' | 'default';
}

const NAMES = ['table', 'rows', 'mode', 'tabel', 'log_level'] as const;
const isSecret = fc.constantFrom(false, false, true);
const scalar: fc.Arbitrary<Spec> = fc.record({
  kind: fc.constantFrom('string', 'number', 'int', 'boolean', 'enum'),
  isSecret,
});

const { spec } = fc.letrec<{ spec: Spec; object: Spec; around: Spec }>((tie) => ({
  spec: fc.oneof({ maxDepth: 3, depthSize: 'small' }, scalar, tie('around'), tie('object')),
  around: fc.oneof(
    fc.record({ kind: fc.constantFrom('list', 'record'), inner: tie('spec'), isSecret }),
    fc.record({ kind: fc.constantFrom('either', 'nullable'), inner: scalar, isSecret }),
  ),
  object: objectOf(tie('spec')),
}));

function objectOf(inner: fc.Arbitrary<Spec>): fc.Arbitrary<Spec> {
  const field = fc.record({ spec: inner, need: fc.constantFrom('required', 'optional', 'default') });
  const fields = fc.dictionary(fc.constantFrom(...NAMES), field, { maxKeys: 4 });
  return fc.record({ kind: fc.constant('object'), fields, isSecret: fc.constant(false) });
}

/** The schema of a config: an object of anything. */
export const anySpec = objectOf(spec);

/** Variables that an environment has, by what they fit. */
export const VARIABLES = {
  string: 'hunter2-text',
  number: '8.25',
  int: '8080',
  boolean: 'true',
  enum: 'append',
} as const;

/** The schema of a spec. */
export function schemaOf(spec: Spec): z.ZodType {
  const schema = plainSchema(spec);
  return spec.isSecret ? secret(schema) : schema;
}

function plainSchema(spec: Spec): z.ZodType {
  switch (spec.kind) {
    case 'string':
      return z.string();
    case 'number':
      return z.number();
    case 'int':
      return z.int();
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum(['append', 'replace']);
    case 'list':
      return z.array(schemaOf(spec.inner));
    case 'record':
      return z.record(z.string(), schemaOf(spec.inner));
    case 'either':
      return z.union([schemaOf(spec.inner), z.array(schemaOf(spec.inner))]);
    case 'nullable':
      return schemaOf(spec.inner).nullable();
    case 'object':
      return z.object(Object.fromEntries(Object.entries(spec.fields).map(([key, field]) => [key, fieldSchema(field)])));
  }
}

function fieldSchema({ spec: inner, need }: Field): z.ZodType {
  const schema = schemaOf(inner);
  if (need === 'required') return schema;
  return need === 'optional' ? schema.optional() : schema.default(exampleOf(inner));
}

/** A value that a spec takes. */
function exampleOf(spec: Spec): unknown {
  switch (spec.kind) {
    case 'string':
      return 'x';
    case 'number':
    case 'int':
      return 1;
    case 'boolean':
      return false;
    case 'enum':
      return 'append';
    case 'list':
      return [];
    case 'record':
      return {};
    case 'either':
      return exampleOf(spec.inner);
    case 'nullable':
      return null;
    case 'object':
      return Object.fromEntries(Object.entries(spec.fields).map(([key, { spec: inner }]) => [key, exampleOf(inner)]));
  }
}

/** Values for a spec, now and then wrong ones from `wrong`. */
export function anyValue(spec: Spec, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: rightValue(spec, wrong) }, { weight: 1, arbitrary: wrong });
}

function rightValue(spec: Spec, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (spec.kind) {
    case 'list':
      return fc.array(anyValue(spec.inner, wrong), { maxLength: 2 });
    case 'record':
      return fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyValue(spec.inner, wrong), { maxKeys: 2 });
    case 'either':
      return fc.oneof(anyValue(spec.inner, wrong), fc.array(anyValue(spec.inner, wrong), { maxLength: 2 }));
    case 'nullable':
      return fc.oneof(anyValue(spec.inner, wrong), fc.constant(null));
    case 'object':
      return rightObject(spec.fields, wrong);
    default:
      return fc.oneof(scalarOf(spec.kind), fc.constant({ env: spec.kind }));
  }
}

type Fields = Readonly<Record<string, Field>>;

/** Each field that is required, some of the others; now and then one is left out, or there is one more. */
function rightObject(fields: Fields, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const given = fc.record(
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, anyValue(field.spec, wrong)])),
    { requiredKeys: Object.keys(fields).filter((key) => fields[key]?.need === 'required') },
  );
  const leftOut = given.map((value) => Object.fromEntries(Object.entries(value).slice(1)));
  const added = fc
    .tuple(given, fc.constantFrom(...NAMES, 'env'), wrong)
    .map(([value, key, extra]) => ({ ...value, [key]: extra }));
  return fc.oneof({ weight: 8, arbitrary: given }, leftOut, added);
}

function scalarOf(kind: keyof typeof VARIABLES): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'string':
      return fc.constantFrom('', 'x', '12', 'append');
    case 'number':
      return fc.constantFrom(0, -1.5, 3, 1e300);
    case 'int':
      return fc.constantFrom(0, -7, 2 ** 40);
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom('append', 'replace');
  }
}
