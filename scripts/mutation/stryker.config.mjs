/** Options of StrykerJS for the part that scripts/mutation.mjs asks for. */
const { part, sources } = JSON.parse(process.env.HOOKLINE_MUTATION);

export default {
  mutate: [`${sources}/**/*.ts`],
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  jest: { configFile: 'scripts/mutation/jest.config.ts', enableFindRelatedTests: false },
  // jest only transpiles: no change is refused for its types.
  disableTypeChecks: false,
  ignorePatterns: ['coverage', 'reports', 'dist', '/bench', '/docs', '/examples'],
  tempDirName: 'reports/mutation/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: `reports/mutation/${part}.html` },
  jsonReporter: { fileName: `reports/mutation/${part}.json` },
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  concurrency: 1,
  // A busy machine is no endless loop.
  timeoutMS: 30_000,
};
