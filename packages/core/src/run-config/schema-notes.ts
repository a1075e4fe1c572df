import { z } from 'zod';

type Schema = z.core.$ZodType;

/** What `describe` or `meta` said about a schema, or about one that it wraps. */
export function noteOf<T>(schema: Schema, read: (meta: z.core.GlobalMeta) => T | undefined): T | undefined {
  const meta = z.globalRegistry.get(schema);
  const inner = innerOf(schema);
  return (meta && read(meta)) ?? (inner && noteOf(inner, read));
}

/** The default of a schema, or of one that it wraps. */
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
