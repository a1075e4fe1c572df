/**
 * `npm test`: installs what is missing, checks all types (tests and type tests too), then runs jest.
 * `npm test -- core` does both for one package; any other argument goes to jest as it is.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool } from './ensure-installed.mjs';

/** The folder of a package or an example, told by its name; undefined for any other argument. */
const folderOf = (name) =>
  ['packages', 'examples'].map((parent) => `${parent}/${name}`).find((folder) => existsSync(join(root, folder, 'package.json')));

const args = process.argv.slice(2);
const [first, ...rest] = args;
const folder = first === undefined ? undefined : folderOf(first);

ensureInstalled('all');
const types = runTool('typescript/bin/tsc', folder ? ['-b', `${folder}/tsconfig.test.json`] : ['-b']);
if (types !== 0) {
  console.error('\nThe type check failed; jest was not started.');
  process.exit(types);
}
const jestArgs = args.length === 0 ? ['--coverage'] : folder ? [...rest, '--selectProjects', first] : args;
process.exit(runTool('jest/bin/jest.js', jestArgs));
