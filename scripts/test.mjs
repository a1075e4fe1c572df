/**
 * `npm test`: installs what is missing, checks all types (tests and type tests too), then runs jest.
 * `npm test -- core` does both for one package or example (`repo`: the repo-wide tests); any other argument goes to jest as it is.
 * Without arguments it also measures coverage (a part would miss the gates) and leaves jest's results in reports/jest.json.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool } from './ensure-installed.mjs';

/** The TypeScript project of a package's or an example's tests, or of the repo-wide ones; undefined for any other argument. */
function testProjectOf(name) {
  const candidates =
    name === 'repo'
      ? ['test/tsconfig.json']
      : [`packages/${name}/tsconfig.test.json`, `examples/${name}/tsconfig.test.json`];
  return candidates.find((path) => existsSync(join(root, path)));
}

const args = process.argv.slice(2);
const [first, ...rest] = args;
const project = first === undefined ? undefined : testProjectOf(first);

// An old result must not pass for today's, whatever fails below.
if (args.length === 0) rmSync(join(root, 'reports/jest.json'), { force: true });
ensureInstalled('all');
const types = runTool('typescript/bin/tsc', project ? ['-b', project] : ['-b']);

function jestArguments() {
  if (args.length > 0) return project ? [...rest, '--selectProjects', first] : args;
  mkdirSync(join(root, 'reports'), { recursive: true });
  return ['--coverage', '--json', '--outputFile=reports/jest.json'];
}

const tests = runTool('jest/bin/jest.js', jestArguments());
if (types !== 0) console.error('\nThe type check failed: see its errors above the tests.');
process.exit(types || tests);
