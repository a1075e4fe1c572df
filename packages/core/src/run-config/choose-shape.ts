import type { z } from 'zod';
import { isEnvRef } from '../definition/env-ref';
import { isMapping, type Mapping, ownValue } from './plain-data';
import { constantsOf, isOptional, type ObjectShape, type Shape, shapesOf } from './schema-shapes';

/**
 * The member of a union that a value is most likely meant for. A value that fits one fits the chosen one: problems are
 * told against the nearest.
 */
export function chooseShape(shapes: readonly Shape[], value: unknown): Shape | undefined {
  if (shapes.length <= 1) return shapes[0];
  const first = (...kinds: Shape['kind'][]) => shapes.find(({ kind }) => kinds.includes(kind));
  if (Array.isArray(value)) return first('list') ?? first('any');
  if (!isMapping(value)) return first('scalar') ?? first('any');
  const objects = shapes.filter((shape) => shape.kind === 'object');
  if (isEnvRef(value)) {
    return objects.find(({ fields }) => Object.hasOwn(fields, 'env')) ?? first('scalar', 'any') ?? first('record');
  }
  const nearest = nearestObject(objects, value);
  if (nearest && misfits(nearest, value) === 0) return nearest;
  return first('record', 'any') ?? nearest;
}

function nearestObject(objects: readonly ObjectShape[], value: Mapping): ObjectShape | undefined {
  const ranked = objects.map((shape) => ({ shape, rank: misfits(shape, value) }));
  return ranked.toSorted((a, b) => a.rank - b.rank)[0]?.shape;
}

/** How far a value is from an object, at any depth: a constant that differs (a discriminator) counts most. */
function misfits(shape: ObjectShape, value: Mapping): number {
  const unknown = shape.rest ? [] : Object.keys(value).filter((key) => !Object.hasOwn(shape.fields, key));
  const ranks = Object.entries(shape.fields).map(([key, field]) => {
    const given = ownValue(value, key);
    if (given === undefined) return isOptional(field) ? 0 : 1;
    return misfitsOf(field, given);
  });
  return ranks.reduce((sum, rank) => sum + rank, unknown.length);
}

/** A value of another kind than its field. */
const OTHER_KIND = 100;

function misfitsOf(schema: z.core.$ZodType, value: unknown): number {
  return Math.min(...shapesOf(schema).map((shape) => misfitsOfShape(shape, value)));
}

function misfitsOfShape(shape: Shape, value: unknown): number {
  if (!fits(shape, value)) return OTHER_KIND;
  if (isEnvRef(value)) return 0;
  if (shape.kind === 'object' && isMapping(value)) return misfits(shape, value);
  if (shape.kind === 'record' && isMapping(value)) return sum(Object.values(value), () => shape.values);
  if (shape.kind === 'list' && Array.isArray(value)) return sum(value, shape.itemAt);
  return 0;
}

function sum(values: readonly unknown[], schemaAt: (index: number) => z.core.$ZodType | undefined): number {
  return values.reduce<number>((total, value, index) => {
    const schema = schemaAt(index);
    return total + (schema ? misfitsOf(schema, value) : 1);
  }, 0);
}

/** False only where it is sure that the value is of another kind. */
function fits(shape: Shape, value: unknown): boolean {
  if (isEnvRef(value)) return true;
  switch (shape.kind) {
    case 'list':
      return Array.isArray(value) || value instanceof Set;
    case 'object':
    case 'record':
      return isMapping(value) || value instanceof Map;
    case 'scalar': {
      const constants: readonly unknown[] | undefined = constantsOf(shape);
      return constants ? constants.includes(value) : !Array.isArray(value) && !isMapping(value);
    }
    case 'any':
      return true;
  }
}
