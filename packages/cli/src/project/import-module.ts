import { createRequire, register as registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isEsModule, isTypeScript } from './module-file';
import { silenceTsNode } from './silence-ts-node';
import { typeScriptOptions } from './typescript-options';

/** Exports by name. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * Loads a module of the user, CommonJS or ES, JavaScript or TypeScript.
 * @param file absolute
 * @throws whatever it throws, and what compiler and loader say
 */
export async function importModule(file: string): Promise<ModuleExports> {
  if (!isEsModule(file)) {
    if (isTypeScript(file)) await compileCommonJs(file);
    return createRequire(file)(file) as ModuleExports;
  }
  if (isTypeScript(file)) await compileEsModules(file);
  return (await import(pathToFileURL(file).href)) as ModuleExports;
}

// Hooks of the loader belong to the process, and are there once. The first file decides which tsconfig.json counts: that
// of the project.
let commonJs: Promise<void> | undefined;
let esModules: Promise<void> | undefined;

function compileCommonJs(file: string): Promise<void> {
  commonJs ??= registerCommonJs(file);
  return commonJs;
}

function compileEsModules(file: string): Promise<void> {
  // An ES module may import a CommonJS one.
  esModules ??= compileCommonJs(file).then(() => registerEsModules(file));
  return esModules;
}

/** ts-node is loaded when it is needed: it costs half a second. */
async function registerCommonJs(file: string): Promise<void> {
  silenceTsNode(process);
  const { register } = await import('ts-node');
  register(typeScriptOptions(file));
}

function registerEsModules(file: string): void {
  registerHooks(pathToFileURL(join(__dirname, 'es-module-hooks.js')), { data: typeScriptOptions(file) });
}
