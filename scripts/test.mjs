/**
 * `npm test`: installs what is missing, checks all types (tests and type tests too), then runs jest.
 * `npm test -- core` does both for one package; any other argument goes to jest as it is.
 * Without arguments it also measures coverage (a part would miss the gates) and leaves jest's results in reports/jest.json.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool } from './ensure-installed.mjs';

/** The folder of a package or an example, told by its name; undefined for any other argument. */
const folderOf = (name) =>
  ['packages', 'examples']
    .map((parent) => `${parent}/${name}`)
    .find((folder) => existsSync(join(root, folder, 'package.json')));

const args = process.argv.slice(2);
const [first, ...rest] = args;
const folder = first === undefined ? undefined : folderOf(first);

// An old result must not pass for today's, whatever fails below.
if (args.length === 0) rmSync(join(root, 'reports/jest.json'), { force: true });
ensureInstalled('all');
const types = runTool('typescript/bin/tsc', folder ? ['-b', `${folder}/tsconfig.test.json`] : ['-b']);

function jestArguments() {
  if (args.length > 0) return folder ? [...rest, '--selectProjects', first] : args;
  mkdirSync(join(root, 'reports'), { recursive: true });
  return ['--coverage', '--json', '--outputFile=reports/jest.json'];
}

const tests = runTool('jest/bin/jest.js', jestArguments());
if (types !== 0) console.error('\nThe type check failed: see its errors above the tests.');
process.exit(types || tests);
