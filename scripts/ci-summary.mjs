/**
 * The last line of .ci/run: `N passed, N failed`, summed over the results that jest left in reports/jest*.json. The arguments are the
 * stages that failed; one of them counts as a failure of its own unless jest's figures of that stage already show it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure-installed.mjs';

const failedStages = process.argv.slice(2);
const folder = join(root, 'reports');
const resultFiles = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^jest.*\.json$/.test(name));

/** `test` leaves jest.json, `test:services` jest-services.json. */
const stageOf = (file) => file.replace(/^jest-?/, 'test:').replace(/:?\.json$/, '');

const results = resultFiles.map((file) => {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  );
  // A suite that can't load has no failed tests: it is counted apart.
  return { stage: stageOf(file), passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
});

const explained = new Set(results.filter(({ failed }) => failed > 0).map(({ stage }) => stage));
const unexplained = failedStages.filter((stage) => !explained.has(stage));
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const failed = sum('failed') + unexplained.length;

console.log('');
for (const stage of failedStages) console.log(`stage failed: ${stage}`);
console.log(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed > 0 || failedStages.length > 0 ? 1 : 0;
