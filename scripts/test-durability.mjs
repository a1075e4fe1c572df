/**
 * `npm run test:durability`: the proof that nothing is lost (test/durability). Builds the packages and the programs that are killed, then
 * runs jest on a sample of fault points, torn files and simulations, whose seed it prints; HOOKLINE_SEED repeats it.
 *
 * `--long`: all fault points and many simulations, for hours. Other arguments go to jest. Leaves reports/jest-durability.json.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool } from './ensure-installed.mjs';

const REPORT = 'reports/jest-durability.json';

const args = process.argv.slice(2);
const isLong = args.includes('--long');
const rest = args.filter((each) => each !== '--long');
const seed = process.env.HOOKLINE_SEED ?? String(Date.now() % 2 ** 31);

rmSync(join(root, REPORT), { force: true });
mkdirSync(join(root, 'reports'), { recursive: true });
ensureInstalled('all');
// What has a wrong type is for `npm test` to say: it is built nevertheless.
if (runTool('typescript/bin/tsc', ['-b', 'test/durability/program']) !== 0)
  console.error('The build found errors: the proof is made with what came of it.');

console.log(`durability: seed ${seed}${isLong ? ', long form' : ''}`);
const options = ['--config', 'test/durability/jest.config.ts', '--maxWorkers=2', '--json', `--outputFile=${REPORT}`];
const env = { HOOKLINE_SEED: seed, HOOKLINE_LONG: isLong ? '1' : '0' };
process.exit(runTool('jest/bin/jest.js', [...options, ...rest], env));
