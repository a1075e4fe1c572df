import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from '@hookline/core/spi';
import { checkAddress, differentBlob } from '../blob-address';

/** Longer names are no names on most file systems. */
const LONGEST_NAME = 200;

/** Large values as files in a folder beside the database. */
export class FileBlobs implements BlobStore {
  constructor(private readonly folder: string) {}

  /** Written under another name first, so that a file with its own name is always whole. */
  async putBlob(address: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(address);
    await this.#makeFolder(dirname(path));
    const draft = join(dirname(path), `.${randomUUID()}.tmp`);
    await writeThrough(draft, bytes);
    try {
      // Unlike a rename, a link never takes the place of a file that is there.
      await link(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!bytesEqual(await readFile(path), bytes)) throw differentBlob(address);
    } finally {
      await unlink(draft);
    }
    await sync(dirname(path));
  }

  async getBlob(address: string): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await readFile(this.#pathOf(address)));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  }

  /** A folder is durable only when the one that it is in was synced. */
  async #makeFolder(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
  }

  #pathOf(address: string): string {
    // No folder has a name with this ending, so `a` and `a/b` can both be there.
    return `${join(this.folder, ...checkAddress(address).map(nameOf))}~blob`;
  }
}

/** A segment of an address as a name that every file system takes, also those that do not tell capitals. */
function nameOf(segment: string): string {
  const name = segment.replaceAll(/[^a-z0-9_.-]/gu, (mark) =>
    /[A-Z]/.test(mark) ? `+${mark.toLowerCase()}` : `%${Buffer.from(mark).toString('hex')}`,
  );
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(segment).digest('hex');
  return `${name.slice(0, LONGEST_NAME - digest.length - 1)}~${digest}`;
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Not on Windows, where folders cannot be synced and need not be. */
async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
