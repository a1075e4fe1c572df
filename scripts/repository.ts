/** What the checks read of the repository. TypeScript's own file search, so that neither git nor a glob library is needed. */
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { sys } from 'typescript';
import type { Manifest, SourceFile } from './architecture';

/** The repository's root, absolute. */
export const root = join(__dirname, '..');

const GENERATED = ['**/node_modules', '**/dist', 'coverage', 'reports'];

/** Paths from the root with forward slashes, of files with the extension (`.md`) below the folders or matching the globs given. */
export function listFiles(extension: string, ...include: string[]): string[] {
  const found = sys.readDirectory(root, [extension], GENERATED, include);
  return found.map((path) => relative(root, path).replaceAll(sep, '/')).sort();
}

/** Reads a file by its path from the root. */
export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** All TypeScript of packages, examples, scripts and repo-wide tests. */
export const readSources = (): SourceFile[] =>
  listFiles('.ts', 'packages', 'examples', 'scripts', 'test').map((path) => ({ path, text: readText(path) }));

/** The package.json of every publishable package. */
export const readManifests = (): Manifest[] =>
  listFiles('.json', 'packages/*/package.json').map((path) => ({
    ...(JSON.parse(readText(path)) as Omit<Manifest, 'path'>),
    path,
  }));
