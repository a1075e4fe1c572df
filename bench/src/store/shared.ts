import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '../durable/place';

/** A file that several contestants use: made by the first, whose name it gets when it is complete. Contestants take turns. */
export async function sharedFile(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(workFolder(), name);
  if (existsSync(path)) return path;
  const draft = `${path}.draft`;
  await make(draft);
  renameSync(draft, path);
  return path;
}

/** The same for what was measured at once for several contestants. */
export async function sharedReading<T>(name: string, read: () => Promise<T>): Promise<T> {
  const path = await sharedFile(`${name}.json`, async (draft) => writeFileSync(draft, JSON.stringify(await read())));
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
