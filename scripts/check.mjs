/**
 * `npm run check`: every gate that is not a test, one after the other, all of them even if one fails. `npm run check -- lint` runs one.
 * The coverage gate is part of `npm test`, so that the suite runs once.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool } from './ensure-installed.mjs';

const tsNode = (script) => () =>
  runTool('ts-node/dist/bin.js', ['--transpileOnly', '--project', 'test/tsconfig.json', script]);

const GATES = {
  types: () => runTool('typescript/bin/tsc', ['-b']),
  architecture: tsNode('scripts/check-architecture.ts'),
  format: () => runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
  lint: () =>
    runTool('eslint/bin/eslint.js', [
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
    ]),
  unused: () => runTool('knip/bin/knip.js', ['--no-progress']),
  // The page of commands is made by the command line, which needs the packages below it.
  snippets: () => runTool('typescript/bin/tsc', ['-b', 'packages/cli']) || tsNode('scripts/snippets.ts')(),
  packages: () => runTool('../scripts/check-packages.mjs', []),
};

const [only] = process.argv.slice(2);
if (only !== undefined && !(only in GATES)) {
  console.error(`There is no gate "${only}"; choose one of: ${Object.keys(GATES).join(', ')}`);
  process.exit(2);
}

ensureInstalled('all');
const results = Object.entries(GATES)
  .filter(([name]) => only === undefined || name === only)
  .map(([name, gate]) => {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const passed = gate() === 0;
    return { name, passed, seconds: (performance.now() - start) / 1000 };
  });

console.log('');
for (const { name, passed, seconds } of results)
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
mkdirSync(join(root, 'reports'), { recursive: true });
writeFileSync(join(root, 'reports/check.json'), `${JSON.stringify(results)}\n`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
