import type { JsonRecord, JsonValue } from '../util/json';
import { isMapping } from './plain-data';

const REFERENCE = { $ref: '#/$defs/env' };

/** The definition of `{ env: NAME }`, for `$defs`. */
export const ENV_REF: JsonRecord = {
  env: {
    type: 'object',
    description: 'The value of an environment variable, read when the run starts.',
    properties: { env: { type: 'string', minLength: 1 } },
    required: ['env'],
    additionalProperties: false,
  },
};

const SCALARS: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'null']);
/** What is said about a value, whatever form it takes. */
const NOTES: ReadonlySet<string> = new Set(['title', 'description', 'default', 'examples', 'deprecated', 'writeOnly']);

/** A mapping that requires nothing may be left empty, which is null in YAML: all its lines are comments. */
export function mayBeEmpty(schema: JsonRecord): JsonRecord {
  const { type, properties, required } = schema;
  const takesNothing = type === 'object' && properties !== undefined && required === undefined;
  return takesNothing ? { ...schema, type: ['object', 'null'] } : schema;
}

/**
 * A JSON Schema of zod as run config understands it: each scalar may be an env reference, and objects have no fields
 * but those that they name.
 */
export function acceptEnvRefs(schema: JsonRecord): JsonRecord {
  if (isScalar(schema)) return orReference(schema);
  const changed = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => acceptIn(keyword, value));
  const isOpen = schema['properties'] === undefined || schema['additionalProperties'] !== undefined;
  return mayBeEmpty({ ...Object.fromEntries(changed), ...(!isOpen && { additionalProperties: false }) });
}

function acceptIn(keyword: string, value: JsonValue): [string, JsonValue] {
  switch (keyword) {
    case 'properties':
    case '$defs':
      return [
        keyword,
        Object.fromEntries(Object.entries(value as JsonRecord).map(([key, inner]) => [key, accept(inner)])),
      ];
    case 'items':
    case 'additionalProperties':
      return [keyword, accept(value)];
    case 'prefixItems':
    case 'allOf':
      return [keyword, (value as readonly JsonValue[]).map(accept)];
    case 'anyOf':
    case 'oneOf':
      // A reference fits all scalar members, so that "exactly one" would refuse it.
      return ['anyOf', members(value as readonly JsonValue[])];
    default:
      return [keyword, value];
  }
}

function accept(schema: JsonValue): JsonValue {
  return isMapping(schema) ? acceptEnvRefs(schema) : schema;
}

function members(schemas: readonly JsonValue[]): readonly JsonValue[] {
  const hasScalar = schemas.some(isScalar);
  return [...schemas.map((schema) => (isScalar(schema) ? schema : accept(schema))), ...(hasScalar ? [REFERENCE] : [])];
}

function isScalar(schema: JsonValue): boolean {
  if (!isMapping(schema)) return false;
  const { type, const: constant } = schema;
  if (constant !== undefined) return true;
  return Array.isArray(type) ? type.every((one) => SCALARS.has(one)) : SCALARS.has(type) && type !== 'null';
}

function orReference(schema: JsonRecord): JsonRecord {
  const entries = Object.entries(schema);
  const notes = entries.filter(([keyword]) => NOTES.has(keyword));
  const form = entries.filter(([keyword]) => !NOTES.has(keyword));
  return { ...Object.fromEntries(notes), anyOf: [Object.fromEntries(form), REFERENCE] };
}
