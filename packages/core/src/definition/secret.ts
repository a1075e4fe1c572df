import { z } from 'zod';
import { isSchema } from '../util/is-schema';
import { wrongDefinitionArgument } from './wrong-definition-argument';

/**
 * Marks a field of a schema as secret: reports and `context.redact` mask its value. JSON Schema shows it as `writeOnly`.
 * The mark survives what is called on the schema afterwards.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_ARGUMENT`) for anything but a zod schema
 * @example z.object({ token: secret(z.string()) })
 */
export function secret<S extends z.ZodType>(schema: S): S {
  if (isSchema(schema)) return schema.meta({ ...schema.meta(), writeOnly: true });
  const remedy = 'Give a schema of zod 4: secret(z.string()).';
  throw wrongDefinitionArgument({ parameter: 'schema', of: 'secret()', given: schema, remedy });
}

/** True for a schema that {@link secret} has marked, also inside `optional`, `default`, `transform`, a union and the like. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return z.globalRegistry.get(schema)?.['writeOnly'] === true || innerSchemas(schema).some(isSecret);
}

/** The schemas that describe the same value as `schema` itself. */
function innerSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'pipe':
      return [def.in, def.out];
    case 'union':
      return def.options;
    case 'intersection':
      return [def.left, def.right];
    default:
      return 'innerType' in def ? [def.innerType] : [];
  }
}
