import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** What a schema takes before it transforms anything, as far as run config must know it. */
export type Shape = ObjectShape | RecordShape | ListShape | ScalarShape | AnyShape;

/** A mapping with named fields; `rest` is the schema of all other keys, absent where there may be none. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly rest?: Schema;
}

/** A mapping with free keys. */
interface RecordShape {
  readonly kind: 'record';
  readonly values: Schema;
}

interface ListShape {
  readonly kind: 'list';
  /** Absent where the list ends before this index. */
  readonly itemAt: (index: number) => Schema | undefined;
}

interface ScalarShape {
  readonly kind: 'scalar';
  readonly schema: z.core.$ZodTypes;
}

/** Nothing is known. */
interface AnyShape {
  readonly kind: 'any';
}

const ANY: AnyShape = { kind: 'any' };
const shapesOfSchema = new WeakMap<Schema, readonly Shape[]>();

/** The shapes that a schema takes, one for each member of a union; wrappers such as `optional` are looked through. */
export function shapesOf(schema: Schema): readonly Shape[] {
  const known = shapesOfSchema.get(schema);
  if (known) return known;
  // A lazy schema that is nothing but itself would never end: it meets this entry.
  shapesOfSchema.set(schema, [ANY]);
  const shapes = readShapes(schema as z.core.$ZodTypes);
  shapesOfSchema.set(schema, shapes);
  return shapes;
}

function readShapes(schema: z.core.$ZodTypes): readonly Shape[] {
  const { def } = schema._zod;
  switch (def.type) {
    case 'object':
      return [{ kind: 'object', fields: def.shape, ...restOf(def.catchall) }];
    case 'record':
    case 'map':
      return [{ kind: 'record', values: def.valueType }];
    case 'array':
      return [{ kind: 'list', itemAt: () => def.element }];
    case 'set':
      return [{ kind: 'list', itemAt: () => def.valueType }];
    case 'tuple':
      return [{ kind: 'list', itemAt: (index) => def.items[index] ?? def.rest ?? undefined }];
    case 'union':
      return def.options.flatMap(shapesOf);
    case 'intersection':
      return intersect(shapesOf(def.left), shapesOf(def.right));
    default:
      return readInner(schema);
  }
}

/** Of these, only parsing shows what they take. */
const OPAQUE: ReadonlySet<string> = new Set(['any', 'unknown', 'custom', 'transform', 'promise', 'function', 'file']);

function readInner(schema: z.core.$ZodTypes): readonly Shape[] {
  const { def } = schema._zod;
  switch (def.type) {
    case 'lazy':
      return shapesOf(def.getter());
    case 'pipe':
      // What z.preprocess makes of a value is shown by what comes after it.
      return shapesOf(isTransform(def.in) ? def.out : def.in);
    case 'catch':
      // It takes what it does not know: nothing in it can be reported.
      return shapesOf(def.innerType).map((shape) => (shape.kind === 'scalar' ? shape : ANY));
    default:
      if (OPAQUE.has(def.type)) return [ANY];
      return 'innerType' in def ? shapesOf(def.innerType) : [{ kind: 'scalar', schema }];
  }
}

function restOf(catchall: Schema | undefined): { readonly rest?: Schema } {
  const isClosed = catchall === undefined || (catchall as z.core.$ZodTypes)._zod.def.type === 'never';
  return isClosed ? {} : { rest: catchall };
}

function isTransform(schema: Schema): boolean {
  return (schema as z.core.$ZodTypes)._zod.def.type === 'transform';
}

function intersect(lefts: readonly Shape[], rights: readonly Shape[]): readonly Shape[] {
  return lefts.flatMap((left) => rights.map((right) => intersectTwo(left, right)));
}

function intersectTwo(left: Shape, right: Shape): Shape {
  if (left.kind === 'any') return right;
  if (left.kind === 'record' || right.kind === 'record') return left.kind === 'record' ? openTo(right) : openTo(left);
  if (left.kind !== 'object' || right.kind !== 'object') return left;
  const rest = left.rest ?? right.rest;
  return { kind: 'object', fields: { ...left.fields, ...right.fields }, ...(rest && { rest }) };
}

/** Where one side takes any key, the other side cannot refuse one. */
function openTo(shape: Shape): Shape {
  return shape.kind === 'object' ? ANY : shape;
}

/** The object that a schema takes, if that is all it takes. */
export function objectShapeOf(schema: Schema): ObjectShape | undefined {
  const [shape, ...others] = shapesOf(schema);
  return shape?.kind === 'object' && others.length === 0 ? shape : undefined;
}

/** True where a value may be left out, or where only parsing shows whether it may. */
export function isOptional(schema: Schema): boolean {
  return schema._zod.optin !== undefined || shapesOf(schema).some(({ kind }) => kind === 'any');
}

/** The constants that a literal or an enum takes; undefined for other schemas. */
export function constantsOf({ schema }: ScalarShape): readonly z.core.util.Literal[] | undefined {
  const { def } = schema._zod;
  if (def.type === 'literal') return def.values;
  return def.type === 'enum' ? Object.values(def.entries) : undefined;
}

/** True where null is a value of its own, or may be one. */
export function takesNull(schema: Schema): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'nullable' || def.type === 'null') return true;
  if (def.type === 'union') return def.options.some(takesNull);
  if (def.type === 'lazy') return takesNull(def.getter());
  if (def.type === 'pipe') return isTransform(def.in) || takesNull(def.in);
  return 'innerType' in def && takesNull(def.innerType);
}
