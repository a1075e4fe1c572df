import { z } from 'zod';

type Schema = z.core.$ZodType;

/** What `describe` said about a schema, or about one that it wraps. */
export function descriptionOf(schema: Schema): string | undefined {
  const inner = innerOf(schema);
  return z.globalRegistry.get(schema)?.description ?? (inner && descriptionOf(inner));
}

/** The default of a schema, or of one that it wraps; undefined without one, and for one that is no JSON. */
export function defaultOf(schema: Schema): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'default' || def.type === 'prefault') return def.defaultValue;
  const inner = innerOf(schema);
  return inner && defaultOf(inner);
}

function innerOf(schema: Schema): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'pipe') return def.in;
  return 'innerType' in def ? def.innerType : undefined;
}
