import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { defineConfig, HooklineError, type ProjectConfig } from '@hookline/core';
import type { CliWorld } from '../cli-world';
import { projectError, usageError } from '../command-error';
import { loadFailure } from './load-failure';
import { findUpward, MODULE_EXTENSIONS, readManifest, resolveModuleFile } from './module-file';

/** Where a command works. */
export interface Project {
  /** The config file, or undefined where the defaults count. */
  readonly configFile: string | undefined;
  readonly location: string;
  readonly environment: string;
  /** `sqlite:` with an absolute path, or a URL of Postgres, which may hold a password. */
  readonly storage: string;
  /** Absolute; undefined where nothing names it. */
  readonly definitionsFile: string | undefined;
}

/** What was typed about the project. */
export interface ProjectFlags {
  /** Path of the config file. */
  readonly config?: string;
  /** Path of the module with the definitions. */
  readonly definitions?: string;
}

const CONFIG_NAMES = MODULE_EXTENSIONS.filter((extension) => extension !== 'cts').map((it) => `hookline.config.${it}`);
const DEFAULT_STORAGE = 'sqlite:.hookline/hookline.db';

/**
 * The project that the working directory is in: that of `--config`, else of the nearest `hookline.config.*`, else of the
 * nearest package.json with defaults.
 * @throws CommandError where there is none, or its config cannot be used
 */
export async function findProject(world: CliWorld, flags: ProjectFlags): Promise<Project> {
  const configFile = configFileOf(world, flags);
  const config = configFile === undefined ? undefined : await loadConfig(configFile, world);
  const manifest = findUpward(configFile === undefined ? world.folder : dirname(configFile), ['package.json']);
  const root = configFile ?? manifest;
  if (root === undefined) throw noProject(world);
  const folder = dirname(root);
  const definitions =
    flags.definitions === undefined
      ? config && resolve(folder, config.definitions)
      : resolve(world.folder, flags.definitions);
  return {
    configFile,
    location: config?.name ?? nameOf(manifest, world),
    environment: world.env('HOOKLINE_ENV') || `local@${world.hostname}`,
    storage: absoluteStorage(config?.storage ?? DEFAULT_STORAGE, folder),
    definitionsFile: definitions,
  };
}

/** A path as people read it: from the working directory where that is shorter. */
export function shownPath(file: string, { folder }: Pick<CliWorld, 'folder'>): string {
  const path = relative(folder, file);
  return path.length < file.length ? path : file;
}

function configFileOf({ folder }: CliWorld, { config }: ProjectFlags): string | undefined {
  if (config === undefined) return findUpward(folder, CONFIG_NAMES);
  const file = resolveModuleFile(resolve(folder, config));
  if (file !== undefined) return file;
  throw usageError(
    `The config file '${config}' of --config does not exist.`,
    'The path counts from the working directory.',
  );
}

async function loadConfig(file: string, world: CliWorld): Promise<ProjectConfig> {
  const shown = shownPath(file, world);
  const exports = await world.importModule(file).catch((thrown: unknown) => {
    throw loadFailure('The config file', shown, thrown);
  });
  const config = defaultOf(exports);
  if (config === undefined) {
    const remedy = "Export it: export default defineConfig({ definitions: './src/definitions.ts' });";
    throw projectError(`The config file '${shown}' has no default export.`, remedy);
  }
  try {
    return defineConfig(config as ProjectConfig);
  } catch (error) {
    if (!(error instanceof HooklineError)) throw error;
    throw projectError(`The config file '${shown}' cannot be used.`, error.message, error);
  }
}

/** Compiled to CommonJS, a default export is a property of the exports, which an ES module gets as its default. */
function defaultOf(exports: Readonly<Record<string, unknown>>): unknown {
  const outer = exports['default'] ?? (Object.hasOwn(exports, '__esModule') ? undefined : exports['module.exports']);
  const isWrapped = typeof outer === 'object' && outer !== null && '__esModule' in outer && 'default' in outer;
  return isWrapped ? outer.default : (outer ?? ('definitions' in exports ? exports : undefined));
}

function nameOf(manifest: string | undefined, world: CliWorld): string {
  const name = manifest === undefined ? undefined : readManifest(manifest).name;
  if (name !== undefined && name !== '') return name;
  const where = manifest === undefined ? 'There is no package.json' : `'${shownPath(manifest, world)}' has no name`;
  throw projectError(
    `${where}, and no config names the location of runs.`,
    "Give a name in hookline.config.ts: defineConfig({ name: 'billing', … }), or in package.json.",
  );
}

function absoluteStorage(storage: string, folder: string): string {
  if (!storage.startsWith('sqlite:')) return storage;
  const path = storage.slice('sqlite:'.length);
  return `sqlite:${isAbsolute(path) ? path : join(folder, path)}`;
}

function noProject({ folder }: CliWorld): Error {
  return projectError(
    `There is neither a hookline.config.ts nor a package.json in '${folder}' or above it.`,
    'Go to the folder of your project, or name its config file: --config path/to/hookline.config.ts.',
  );
}
