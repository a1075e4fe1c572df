import { holds } from './holds';
import type { JsonRecord, JsonValue } from './json';
import { isPlainObject } from './plain-object';

/** Deeper data is a circle or a mistake, and would end in a stack overflow. */
const MAX_DEPTH = 100;

/** True for JSON data: texts, finite numbers, booleans, null, lists and plain objects of them. */
export function isJson(value: unknown): value is JsonValue {
  return holds(() => isJsonAt(value, 0));
}

/** True for a plain object of JSON data. */
export function isJsonRecord(value: unknown): value is JsonRecord {
  return isPlainObject(value) && isJson(value);
}

function isJsonAt(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (depth >= MAX_DEPTH || !(Array.isArray(value) || isPlainObject(value))) return false;
  return Object.values(value).every((inner) => isJsonAt(inner, depth + 1));
}
