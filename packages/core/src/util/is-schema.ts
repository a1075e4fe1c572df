import type { z } from 'zod';
import { holds } from './holds';

/** True for a schema of zod 4, of whatever copy of it. */
export function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && holds(() => '_zod' in value);
}

/** True for a `z.object(...)` of zod 4, of whatever copy of it. */
export function isObjectSchema(value: unknown): value is z.ZodObject {
  return isSchema(value) && (value._zod.def as { readonly type?: unknown }).type === 'object';
}
