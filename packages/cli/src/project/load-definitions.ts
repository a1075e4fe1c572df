import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Definitions } from '@hookline/core';
import { didYouMean } from '@hookline/core/spi';
import type { CliWorld } from '../cli-world';
import { type CommandError, projectError } from '../command-error';
import { chooseDefinitions } from './choose-definitions';
import { type Project, shownPath } from './find-project';
import { loadFailure } from './load-failure';
import { resolveModuleFile } from './module-file';

/**
 * The definitions of a project.
 * @throws CommandError where they are not named, not there, throw when they are loaded, or are none
 */
export async function loadDefinitions(project: Project, world: CliWorld): Promise<Definitions> {
  const path = project.definitionsFile;
  if (path === undefined) throw notNamed();
  const file = resolveModuleFile(path);
  if (file === undefined) throw notThere(path, project, world);
  const shown = shownPath(file, world);
  const exports = await world.importModule(file).catch((thrown: unknown) => {
    throw loadFailure('The definitions', shown, thrown);
  });
  return chooseDefinitions(exports, shown);
}

function notNamed(): CommandError {
  return projectError(
    'There is no hookline.config.ts that names the definitions.',
    "Name them: --definitions src/definitions.ts, or in hookline.config.ts: export default defineConfig({ definitions: './src/definitions.ts' });",
  );
}

function notThere(path: string, { configFile }: Project, world: CliWorld): CommandError {
  const near = didYouMean(basename(path), namesIn(dirname(path)));
  const source =
    configFile === undefined
      ? 'given with --definitions'
      : `named by '${shownPath(configFile, world)}' or --definitions`;
  const remedy =
    near === undefined
      ? 'The path counts from the folder of the config file, that of --definitions from the working directory.'
      : `Did you mean '${shownPath(join(dirname(path), near), world)}'?`;
  return projectError(`The definitions '${shownPath(path, world)}', ${source}, do not exist.`, remedy);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
