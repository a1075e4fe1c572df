/**
 * The proof of durability, with processes that are killed: `npm run test:durability` builds what they run.
 * @jest-config-loader-options {"skipProject": true, "transpileOnly": true, "compilerOptions": {"module": "CommonJS", "moduleResolution": "bundler", "target": "es2022", "esModuleInterop": true}}
 */
import type { Config } from 'jest';
import root from '../../jest.config';

const projects = root.projects?.filter((each) => typeof each !== 'string');
const project = projects?.find((each) => each.displayName === 'daemon');
if (!project) throw new Error("There is no jest project 'daemon'; see jest.config.ts.");

const config: Config = {
  ...project,
  displayName: 'durability',
  rootDir: __dirname,
  testMatch: ['<rootDir>/**/*.test.ts'],
  // Those need servers: `npm run test:services`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/services/'],
  testTimeout: 24 * 3_600_000,
};

export default config;
