import type { Cell } from './cell';
import { compile, run, runsCompiled } from './steps';

/** Each door, by `import`, has every name that `require` finds: Node reads them off the text of the CommonJS files. */
const DOORS = `
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const doors = ['hookline', 'hookline/testing', '@hookline/slack', '@hookline/slack/testing', '@hookline/core', '@hookline/core/spi',
  '@hookline/core/events', '@hookline/core/state', '@hookline/engine', '@hookline/testing'];
for (const door of doors) {
  const names = Object.keys(await import(door)).filter((name) => name !== 'default' && name !== 'module.exports');
  assert.deepEqual(names.filter((name) => name !== '__esModule').sort(), Object.keys(require(door)).sort(), door);
}
`;

/** Each source map of our packages leads to a file that was packed with it. */
const MAPS = `
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const folders = ['hookline', '@hookline/core', '@hookline/engine', '@hookline/testing', '@hookline/slack'];
for (const folder of folders.map((name) => join('../node_modules', name, 'dist'))) {
  const maps = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.map'));
  assert.ok(maps.length > 0, folder);
  for (const map of maps.map((file) => join(folder, file)))
    for (const source of JSON.parse(readFileSync(map, 'utf8')).sources) assert.ok(existsSync(join(dirname(map), source)), map);
}
`;

/** Packages of which two copies are two registries, or two kinds of schema. */
const COPIES = `
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
const installed = Object.keys(JSON.parse(readFileSync('../package-lock.json', 'utf8')).packages);
for (const name of ['tsyringe', 'zod', 'reflect-metadata', '@hookline/core', '@hookline/engine'])
  assert.deepEqual(installed.filter((path) => path.endsWith('node_modules/' + name)), ['node_modules/' + name]);
`;

/** What npm has installed, and plain JavaScript of it. */
export const consumed: readonly Cell[] = [
  ...(['20', '22', '24'] as const).map(
    (node): Cell => ({
      name: 'import of every door has the names of require',
      typescript: '6.0',
      node,
      type: 'module',
      files: { 'doors.mjs': DOORS },
      steps: [run('node', 'doors.mjs')],
    }),
  ),
  {
    name: 'one copy of what must be one; source maps lead to sources',
    typescript: '6.0',
    node: '20',
    type: 'module',
    files: { 'copies.mjs': COPIES, 'maps.mjs': MAPS },
    steps: [run('node', 'copies.mjs'), run('node', 'maps.mjs')],
  },
  {
    name: 'tsc, each package sees only what it names (npm --install-strategy=linked)',
    typescript: '6.0',
    node: '20',
    type: 'commonjs',
    layout: 'linked',
    steps: [compile, ...runsCompiled],
  },
];
