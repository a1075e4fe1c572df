import { z } from 'zod';
import { isEnvRef } from '../definition/env-ref';
import type { EnvRef } from '../definition/resource-definition';
import { isSecret } from '../definition/secret';
import { chooseShape } from './choose-shape';
import type { ConfigProblems } from './config-problems';
import type { ConfigPath } from './locate';
import { isContainer, isMapping, type Mapping, ownValue } from './plain-data';
import { readEnvText } from './read-env';
import { isOptional, type ObjectShape, type Shape, shapesOf, takesNull } from './schema-shapes';
import { missingText } from './schema-words';
import type { Secrets } from './secrets';

type Schema = z.core.$ZodType;

const UNKNOWN = z.unknown();

/** What the walk over one value finds beside the value. */
export interface Findings {
  readonly problems: ConfigProblems;
  readonly env: (name: string) => string | undefined;
  /** Values that must not be shown. */
  readonly secrets: Secrets;
  /** Places of fields marked by `secret()`. */
  readonly secretPaths: ConfigPath[];
  /** Path → the variable that its value came from. */
  readonly variables: Map<string, Variable>;
  /** Paths that have a problem already, so that zod's complaint about what is left there says nothing new. */
  readonly settled: Set<string>;
  /** Paths above those. */
  readonly aboveSettled: Set<string>;
}

/** An environment variable that a value came from. */
export interface Variable {
  readonly name: string;
  readonly text: string;
}

/** A value with its schema and place. */
interface Spot {
  readonly schema: Schema;
  readonly value: unknown;
  readonly path: ConfigPath;
}

/** A path as a key of a map. */
export function pathKey(path: ConfigPath): string {
  return JSON.stringify(path);
}

/**
 * The value as its schema shall parse it: env references resolved, fields that the schema does not have left out and
 * reported, as are required fields that are not there. A mapping without lines, null in YAML, is one without fields.
 */
export function prepareValue(spot: Spot, findings: Findings): unknown {
  if (isSecret(spot.schema)) findings.secretPaths.push(spot.path);
  const shape = chooseShape(shapesOf(spot.schema), spot.value);
  if (!shape) return spot.value;
  if (isEnvRef(spot.value)) return prepareEnvRef({ ...spot, value: spot.value }, shape, findings);
  if (shape.kind === 'object') return prepareFields(spot, shape, findings);
  const schemaAt = memberSchema(shape, spot.value);
  return schemaAt ? prepareEach(spot, schemaAt, findings) : spot.value;
}

function prepareFields(spot: Spot, shape: ObjectShape, findings: Findings): unknown {
  const value = spot.value === null && !takesNull(spot.schema) ? {} : spot.value;
  return isMapping(value) ? prepareObject({ ...spot, value }, shape, findings) : value;
}

type SchemaAt = (key: string) => Schema | undefined;

/** Schemas for the members of a value, if it has members that its shape knows of. */
function memberSchema(shape: Shape, value: unknown): SchemaAt | undefined {
  switch (shape.kind) {
    case 'record':
      return isMapping(value) ? () => shape.values : undefined;
    case 'list':
      return Array.isArray(value) ? (key) => shape.itemAt(Number(key)) : undefined;
    case 'any':
      return isContainer(value) ? () => UNKNOWN : undefined;
    case 'object':
    case 'scalar':
      return undefined;
  }
}

/** The entries of a mapping or list, each by its own schema; without one, as it is. */
function prepareEach(spot: Spot, schemaAt: SchemaAt, findings: Findings): unknown {
  const prepared = Object.entries(spot.value as Mapping).map(([key, value]) => {
    const schema = schemaAt(key);
    return [key, schema ? prepareValue({ schema, value, path: [...spot.path, key] }, findings) : value] as const;
  });
  return Array.isArray(spot.value) ? prepared.map(([, value]) => value) : Object.fromEntries(prepared);
}

function prepareObject(spot: Spot & { value: Mapping }, { fields, rest }: ObjectShape, findings: Findings): Mapping {
  const prepared: [string, unknown][] = [];
  const allowed = Object.keys(fields);
  for (const [key, value] of Object.entries(spot.value)) {
    const path = [...spot.path, key];
    const schema = Object.hasOwn(fields, key) ? fields[key] : rest;
    if (schema) prepared.push([key, prepareValue({ schema, value, path }, findings)]);
    else findings.problems.addUnexpected(path, allowed);
  }
  for (const [key, schema] of Object.entries(fields)) {
    if (ownValue(spot.value, key) !== undefined) continue;
    const path = [...spot.path, key];
    if (isSecret(schema)) findings.secretPaths.push(path);
    if (!isOptional(schema)) addMissing(path, schema, findings);
  }
  return Object.fromEntries(prepared);
}

function settle(path: ConfigPath, { settled, aboveSettled }: Findings): void {
  settled.add(pathKey(path));
  for (let length = path.length - 1; length >= 0; length--) aboveSettled.add(pathKey(path.slice(0, length)));
}

/** Reports a required field that is not there. */
export function addMissing(path: ConfigPath, schema: Schema, findings: Findings): void {
  settle(path, findings);
  findings.problems.add('missing', path, missingText(path.at(-1) ?? '', schema));
}

function prepareEnvRef(spot: Spot & { value: EnvRef }, shape: Shape, findings: Findings): unknown {
  if (shape.kind === 'object' && (shape.rest || Object.hasOwn(shape.fields, 'env'))) {
    return prepareObject({ ...spot, value: { env: spot.value.env } }, shape, findings);
  }
  if (shape.kind === 'record') return prepareEach(spot, () => shape.values, findings);
  if (shape.kind === 'scalar' || shape.kind === 'any') return resolveEnvRef(spot, findings);
  settle(spot.path, findings);
  const expected = shape.kind === 'list' ? 'list' : 'mapping';
  findings.problems.add('type', spot.path, `expected ${expected}; { env: ... } can only stand for a single value`);
  return undefined;
}

function resolveEnvRef({ schema, value: { env: name }, path }: Spot & { value: EnvRef }, findings: Findings): unknown {
  const text = findings.env(name);
  if (text === undefined) {
    settle(path, findings);
    findings.problems.add('env', path, `environment variable ${name} is not set`);
    return undefined;
  }
  findings.secrets.add(text, path);
  findings.variables.set(pathKey(path), { name, text });
  return readEnvText(text, shapesOf(schema));
}
