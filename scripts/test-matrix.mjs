/**
 * `npm run test:matrix`: the packed packages in scratch projects outside the repository, with the tools and versions that users have.
 * `npm run test:matrix -- ts-node jest` runs the cells whose names hold one of the words; `-- --write` also renews the table of the docs.
 * It needs the registry (for the tools), some 1.5 GB below the system's temp directory, and minutes: no part of `npm test`.
 */
import { ensureInstalled, runTool } from './ensure-installed.mjs';

ensureInstalled('all');
const built = runTool('typescript/bin/tsc', ['-b', 'tsconfig.build.json']);
if (built !== 0) process.exit(built);
const main = ['--transpileOnly', '--project', 'test/tsconfig.json', 'scripts/matrix/main.ts', ...process.argv.slice(2)];
process.exit(runTool('ts-node/dist/bin.js', main));
