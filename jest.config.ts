/**
 * The loader's own type check of this file is switched off: `npm run typecheck` does it.
 * @jest-config-loader-options {"skipProject": true, "transpileOnly": true, "compilerOptions": {"module": "CommonJS", "moduleResolution": "bundler", "target": "es2022", "esModuleInterop": true}}
 */
import type { Config } from 'jest';

const LEAK_ENVIRONMENT = `${__dirname}/test/leak-environment.ts`;

/** What of jest's options a project of ours sets. */
type Project = Pick<
  Config,
  | 'displayName'
  | 'moduleNameMapper'
  | 'rootDir'
  | 'roots'
  | 'setupFiles'
  | 'testEnvironment'
  | 'testMatch'
  | 'testPathIgnorePatterns'
  | 'transform'
>;

// Types are a step of their own (`npm run typecheck`), so jest only transpiles.
const transform: Project['transform'] = {
  '^.+\\.ts$': ['ts-jest', { tsconfig: `${__dirname}/tsconfig.test.base.json`, diagnostics: false }],
};

const SOURCES: NonNullable<Project['moduleNameMapper']> = {
  '^hookline$': `${__dirname}/packages/hookline/src/index.ts`,
  '^hookline/(.+)$': `${__dirname}/packages/hookline/src/$1.ts`,
  '^@hookline/([^/]+)$': `${__dirname}/packages/$1/src/index.ts`,
  '^@hookline/([^/]+)/(.+)$': `${__dirname}/packages/$1/src/$2.ts`,
};

/** A package is tested on its sources, its siblings' doors included: nothing must be built first. */
const packageProject = (name: string): Project => ({
  displayName: name,
  rootDir: `${__dirname}/packages/${name}`,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Those need servers: `npm run test:services`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/services/'],
  testEnvironment: LEAK_ENVIRONMENT,
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: SOURCES,
  transform,
});

/** An example is tested as a user would: against what the packages publish (`npm run build` first). */
const exampleProject = (name: string): Project => ({
  displayName: name,
  rootDir: `${__dirname}/examples/${name}`,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: LEAK_ENVIRONMENT,
  transform,
});

const config: Config = {
  projects: [
    ...['core', 'engine', 'testing', 'storage', 'daemon', 'cli', 'hookline', 'slack'].map(packageProject),
    ...['01-notify', '02-weather'].map(exampleProject),
    {
      displayName: 'repo',
      // The root, for nothing outside of it counts as covered: the tests of bad input are core's and engine's, too.
      rootDir: __dirname,
      roots: ['<rootDir>/test', '<rootDir>/packages'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // Those kill processes, for minutes: `npm run test:durability`.
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/durability/'],
      moduleNameMapper: SOURCES,
      transform,
    },
  ],
  // No test waits for time; this one ends what hangs, also on a machine that is busy with other things.
  testTimeout: 60_000,
  // Only `npm test` without arguments measures coverage: a part of the tests would miss the gates.
  collectCoverageFrom: ['packages/{core,engine}/src/**/*.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'json-summary', 'html'],
  // Branches, not functions: each line of a door counts as a function.
  coverageThreshold: {
    global: {},
    './packages/core/src/': { branches: 95 },
    './packages/engine/src/': { branches: 95 },
  },
};

export default config;
