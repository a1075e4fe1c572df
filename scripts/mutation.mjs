/**
 * `npm run test:mutation`: changes the sources of plan, state and hooks in small ways (StrykerJS) and counts how many changes the tests notice.
 * `npm run test:mutation -- plan` does one part. Not part of CI: all parts take about an hour of one core. Fails below 85 % in a part.
 * Reports are left in reports/mutation/<part>.html and .json; docs/reference/mutation.md lists the changes that no test notices, with reasons.
 */
import { ensureInstalled, ensureInstalledIn, runTool } from './ensure-installed.mjs';

/** Sources of each part, the jest project that tests them, and the tests that are asked: not those of sizes, which take long and notice no more. */
const PARTS = {
  plan: {
    project: 'core',
    sources: 'packages/core/src/plan',
    tests: ['packages/core/test/plan', '^(?!big-).*\\.test\\.ts$'],
  },
  state: { project: 'core', sources: 'packages/core/src/state', tests: ['packages/core/test/state', '\\.test\\.ts$'] },
  hooks: {
    project: 'engine',
    sources: 'packages/engine/src/hooks',
    tests: ['packages/engine/test', '^(instance/hook.*|hooks-.*|acceptance)\\.test\\.ts$'],
  },
};

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !(part in PARTS));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; choose of: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

ensureInstalled('all');
ensureInstalledIn('scripts/mutation');

const failed = Object.entries(PARTS)
  .filter(([part]) => asked.length === 0 || asked.includes(part))
  .filter(([part, options]) => {
    console.log(`\n── ${part}`);
    const env = { HOOKLINE_MUTATION: JSON.stringify({ part, ...options }) };
    const config = 'scripts/mutation/stryker.config.mjs';
    return runTool('../scripts/mutation/node_modules/@stryker-mutator/core/bin/stryker.js', ['run', config], env) !== 0;
  });
if (failed.length > 0)
  console.error(`\nNot enough changes were noticed, or the run failed: ${failed.map(([part]) => part).join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
