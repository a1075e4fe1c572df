/** What the checks read of the repository: its root and its files as git knows them, whether committed yet or not. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, SourceFile } from './architecture';

/** The repository's root, absolute. */
export const root = join(__dirname, '..');

/** Paths from the root with forward slashes, of files that git tracks or would track, matching any of the git pathspecs. */
export function listFiles(...pathspecs: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...pathspecs];
  const out = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const paths = new Set(out.split('\0').filter((path) => path !== ''));
  return [...paths].filter((path) => existsSync(join(root, path))).sort();
}

/** Reads a file by its path from the root. */
export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** All TypeScript of packages, examples, scripts and repo-wide tests. */
export const readSources = (): SourceFile[] =>
  listFiles('packages/*.ts', 'packages/*.tsx', 'examples/*.ts', 'scripts/*.ts', 'test/*.ts').map((path) => ({
    path,
    text: readText(path),
  }));

/** The package.json of every publishable package. */
export const readManifests = (): Manifest[] =>
  listFiles('packages/*/package.json').map((path) => ({
    ...(JSON.parse(readText(path)) as Omit<Manifest, 'path'>),
    path,
  }));
