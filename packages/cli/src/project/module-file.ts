import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Extensions of modules, in the order in which they are tried. */
export const MODULE_EXTENSIONS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'] as const;

/** Whether a module has to be compiled before Node can run it. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/.test(file);
}

/** Whether Node takes a file for an ES module: by its extension, else by the nearest package.json. */
export function isEsModule(file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  if (/\.c[jt]s$/.test(file)) return false;
  const manifest = findUpward(dirname(file), ['package.json']);
  return manifest !== undefined && readManifest(manifest).type === 'module';
}

/** The file that a path means: itself, with an extension, or the TypeScript behind a `.js`; undefined if there is none. */
export function resolveModuleFile(path: string): string | undefined {
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [path, source, ...MODULE_EXTENSIONS.map((extension) => `${path}.${extension}`)];
  return candidates.find(isFile);
}

/** The first of some names that is a file in a folder or one above it. */
export function findUpward(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find(isFile);
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpward(parent, names);
}

/** What of a package.json is of interest here. */
export interface PackageManifest {
  readonly name?: string;
  readonly type?: string;
}

/** A package.json that is none tells nothing. */
export function readManifest(file: string): PackageManifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return {};
    const { name, type } = manifest as Readonly<Record<string, unknown>>;
    return { ...(typeof name === 'string' && { name }), ...(typeof type === 'string' && { type }) };
  } catch {
    return {};
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
