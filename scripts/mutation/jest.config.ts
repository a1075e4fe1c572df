/**
 * The jest project that tests what is mutated, as `jest.config.ts` has it, narrowed to the tests of the part.
 * @jest-config-loader-options {"skipProject": true, "transpileOnly": true, "compilerOptions": {"module": "CommonJS", "moduleResolution": "bundler", "target": "es2022", "esModuleInterop": true}}
 */
import type { Config } from 'jest';
import root from '../../jest.config';

interface Part {
  /** Name of the jest project. */
  readonly project: string;
  /** Glob of its tests. */
  readonly tests: string;
}

const { project: name, tests } = JSON.parse(process.env['HOOKLINE_MUTATION'] ?? '{}') as Part;
const project = root.projects?.find((each) => typeof each !== 'string' && each.displayName === name);
if (typeof project !== 'object')
  throw new Error(`There is no jest project '${name}'; start with npm run test:mutation.`);

const config: Config = {
  ...project,
  testMatch: [`<rootDir>/${tests}`],
  // Sizes take long and notice nothing that the small ones don't.
  testPathIgnorePatterns: ['/big-'],
  // Stryker's own environment wraps jest's: it can't load one in TypeScript.
  testEnvironment: 'jest-environment-node',
  setupFiles: ['reflect-metadata', `${__dirname}/fixed-seed.ts`],
};

export default config;
