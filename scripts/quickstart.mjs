/** `npm run quickstart`: from a fresh clone to a job on real data. Arguments are handed to the example. */
import { ensureInstalled, run, runTool } from './ensure-installed.mjs';

ensureInstalled('runtime');
// Who wants to see it run need not wait for the type check, which `npm test` makes.
const built = runTool('typescript/bin/tsc', ['-b', 'tsconfig.build.json', '--noCheck']);
if (built !== 0) process.exit(built);
process.exit(run(process.execPath, ['examples/02-weather/dist/quickstart.js', ...process.argv.slice(2)]));
