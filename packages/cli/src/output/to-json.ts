import { isErrorLike } from '@hookline/core/spi';

/** JSON of data with errors in it, which JSON knows nothing of; what it cannot hold is told as text. */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, (_, part: unknown) => plain(part), indent);
}

function plain(part: unknown): unknown {
  if (typeof part === 'bigint' || typeof part === 'symbol') return String(part);
  if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
  if (part instanceof Map) return Object.fromEntries(part) as unknown;
  return isErrorLike(part) ? plainError(part) : part;
}

function plainError(error: Error): object {
  const { code } = error as { readonly code?: unknown };
  const { name, message, cause, stack } = error;
  return { name, message, ...(code !== undefined && { code }), ...(cause !== undefined && { cause }), stack };
}
