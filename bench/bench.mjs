/**
 * `npm run bench`: builds the packages and the bench, and starts it. Plain JavaScript on Node alone: it runs in a fresh clone.
 */
import { ensureInstalled, run, runTool } from '../scripts/ensure-installed.mjs';

ensureInstalled('runtime');
const status = runTool('typescript/bin/tsc', ['-b', 'bench']);
process.exit(status || run(process.execPath, ['bench/dist/main.js', ...process.argv.slice(2)]));
