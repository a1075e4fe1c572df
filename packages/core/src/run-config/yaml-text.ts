const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;
/** Plain words that YAML, of one version or another, reads as something else than a text. */
const NOT_TEXT = /^(true|false|null|yes|no|on|off)$/i;

/** A key as it is written in YAML. */
export function yamlKey(key: string): string {
  return PLAIN_KEY.test(key) && !NOT_TEXT.test(key) ? key : JSON.stringify(key);
}

/** A value as JSON, which is YAML, too. */
export function jsonText(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'symbol') return '"..."';
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}
