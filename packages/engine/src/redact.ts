/** Secrets shorter than this are not searched in text: they would mask half of it. */
const SHORTEST_SECRET = 6;

/**
 * A function that replaces every secret value in a text by `•••`: as it is, URL-encoded, base64 and JSON-escaped (D30).
 */
export function createRedact(secrets: readonly string[]): (text: string) => string {
  const spellings = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellingsOf));
  if (spellings.size === 0) return asText;
  // The longest first, so that a secret inside another does not leave its rest.
  const alternatives = [...spellings].sort((a, b) => b.length - a.length).map(escapeForRegExp);
  const pattern = new RegExp(alternatives.join('|'), 'g');
  return (text) => asText(text).replace(pattern, '•••');
}

/** JavaScript may give something else than a text: a hook must not fail for what it tells. */
function asText(text: unknown): string {
  return String(text);
}

function spellingsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8')); // well-formed, or it would throw
  return [secret, json, base64, base64.replace(/=+$/, ''), url];
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
