/** Secrets shorter than this are not searched in text: they would mask half of it. */
const SHORTEST_SECRET = 6;

/**
 * A function that replaces every secret value in a text by `•••`: as it is, encoded for URLs and
 * forms, base64 of both alphabets, and JSON-escaped, once or twice (D30).
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
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64');
  const json = jsonOf(secret);
  const wellFormed = bytes.toString('utf8'); // or encoding it would throw
  const form = new URLSearchParams([['', wellFormed]]).toString().slice(1); // a blank is a plus
  const urls = [encodeURIComponent(wellFormed), encodeURI(wellFormed), form];
  // JSON in JSON is what many clients put into the message of an error.
  return [secret, json, jsonOf(json), base64, base64.replace(/=+$/, ''), bytes.toString('base64url'), ...urls];
}

function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
