/**
 * `npm run bench`, `bench:types`, `bench:check`: installs and builds what is missing, then starts what is named first. Plain
 * JavaScript on Node alone: it runs in a fresh clone.
 */
import { ensureInstalled, ensureInstalledIn, run, runTool } from '../scripts/ensure-installed.mjs';

const [entry, ...args] = process.argv.slice(2);
const withPeers = entry === 'main' && !args.some((flag) => ['--quick', '--profile'].includes(flag));

ensureInstalled('runtime');
if (withPeers) ensureInstalledIn('bench');
const status = runTool('typescript/bin/tsc', ['-b', 'bench']);
process.exit(status || run(process.execPath, [`bench/dist/${entry}.js`, ...args]));
