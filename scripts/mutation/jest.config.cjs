/** The jest project that tests what is mutated, as `jest.config.ts` has it, narrowed to the tests of the part. */
require('ts-node').register({
  transpileOnly: true,
  skipProject: true,
  compilerOptions: { module: 'CommonJS', moduleResolution: 'bundler', target: 'es2022' },
});

const { project: name, tests } = JSON.parse(process.env.HOOKLINE_MUTATION);
const project = require('../../jest.config').default.projects.find(({ displayName }) => displayName === name);

module.exports = {
  ...project,
  testMatch: [`<rootDir>/${tests}`],
  // Sizes take long and notice nothing that the small ones don't.
  testPathIgnorePatterns: ['/big-'],
  // Stryker's own environment wraps jest's: it can't load one in TypeScript.
  testEnvironment: 'jest-environment-node',
  setupFiles: [...project.setupFiles, `${__dirname}/fixed-seed.cjs`],
};
