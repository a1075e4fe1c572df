import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The spellings of a secret that a byte search must not find (D30). */
function spellings(secret: string): readonly Buffer[] {
  const texts = [secret, encodeURIComponent(secret), new URLSearchParams({ t: secret }).toString().slice(2)];
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64');
  const all = [...texts, json, JSON.stringify(json).slice(1, -1), base64, Buffer.from(secret).toString('base64url')];
  return [...new Set(all)].map((text) => Buffer.from(text));
}

/** Files below these paths in which the secret stands. */
export function leaksIn(paths: readonly string[], secret: string): readonly string[] {
  const searched = spellings(secret);
  return paths.flatMap(filesBelow).flatMap((path) => {
    const bytes = read(path);
    return searched.flatMap((spelling) => {
      const at = bytes.indexOf(spelling);
      return at < 0 ? [] : [`the secret stands in ${path} at ${at} as ${JSON.stringify(spelling.toString())}`];
    });
  });
}

/** SQLite removes what stands beside a database when the last who had it open leaves. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** The same for a text. */
export function leaksOf(what: string, text: string, secret: string): readonly string[] {
  const bytes = Buffer.from(text);
  return spellings(secret).some((spelling) => bytes.includes(spelling)) ? [`the secret stands in ${what}`] : [];
}

function filesBelow(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return stat.isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [];
}
