/**
 * The tests that need real servers, on the sources as `jest.config.ts` has it.
 * @jest-config-loader-options {"skipProject": true, "transpileOnly": true, "compilerOptions": {"module": "CommonJS", "moduleResolution": "bundler", "target": "es2022", "esModuleInterop": true}}
 */
import type { Config } from 'jest';
import root from '../../jest.config';

const projects = root.projects?.filter((each) => typeof each !== 'string');
const project = projects?.find((each) => each.displayName === 'storage');
if (!project) throw new Error("There is no jest project 'storage'; see jest.config.ts.");

const config: Config = {
  ...project,
  displayName: 'services',
  roots: ['<rootDir>/test/services', '<rootDir>/../../test/durability/services'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};

export default config;
