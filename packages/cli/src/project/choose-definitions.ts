import type { Definitions } from '@hookline/core';
import { isDefinitions, isJobDefinition, isPromise } from '@hookline/core/spi';
import { projectError } from '../command-error';
import type { ModuleExports } from './import-module';

const EXAMPLE = 'export const defs = definitions({ jobs: [Etl] });';

/**
 * What a module exports that `definitions` made, under whatever name.
 * @param file as it is shown in errors
 * @throws CommandError where there is none, or more than one
 */
export function chooseDefinitions(exports: ModuleExports, file: string): Definitions {
  const named = namedExports(exports);
  const found = named.filter(([, value]) => isDefinitions(value)) as (readonly [string, Definitions])[];
  const [first] = found;
  if (!first) throw noDefinitions(named, file);
  if (found.every(([, value]) => value === first[1])) return first[1];
  const names = found.map(([name]) => name).join(', ');
  const remedy = 'Export one, with the jobs of all of them: jobs may be listed from several modules.';
  throw projectError(`The definitions '${file}' export several: ${names}.`, remedy);
}

/** The default export of a CommonJS module that an ES module imports is all of its exports. */
function namedExports(exports: ModuleExports): readonly (readonly [string, unknown])[] {
  const direct = Object.entries(exports).filter(([name]) => name !== '__esModule' && name !== 'module.exports');
  const inner = exports['default'];
  if (typeof inner !== 'object' || inner === null || isDefinitions(inner) || isJobDefinition(inner)) return direct;
  const known = new Set(direct.map(([name]) => name));
  return [...direct, ...Object.entries(inner).filter(([name]) => !known.has(name) && name !== '__esModule')];
}

function noDefinitions(named: readonly (readonly [string, unknown])[], file: string): Error {
  const names = named.map(([name]) => name).filter((name) => name !== 'default');
  const promised = named.find(([, value]) => isPromise(value))?.[0];
  if (promised !== undefined) {
    const problem = `The definitions '${file}' export no definitions, but '${promised}' is a promise.`;
    return projectError(problem, 'definitions() needs no await: export what it returns.');
  }
  const exported = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
  const problem = `The definitions '${file}' export nothing that definitions() made: ${exported}.`;
  return projectError(problem, `Export them: ${EXAMPLE}`);
}
