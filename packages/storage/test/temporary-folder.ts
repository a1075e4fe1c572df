import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of one file, which is removed after them. */
export function temporaryFolder(): { readonly path: (...names: readonly string[]) => string } {
  const root = mkdtempSync(join(tmpdir(), 'hookline-storage-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return { path: (...names) => join(root, ...names) };
}
