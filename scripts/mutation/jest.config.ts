/**
 * The jest project that tests what is mutated, as `jest.config.ts` has it, narrowed to the tests of the part.
 * @jest-config-loader-options {"skipProject": true, "transpileOnly": true, "compilerOptions": {"module": "CommonJS", "moduleResolution": "bundler", "target": "es2022", "esModuleInterop": true}}
 */
import type { Config } from 'jest';
import root from '../../jest.config';
import { part } from './part';

const projects = root.projects?.filter((each) => typeof each !== 'string');
const project = projects?.find((each) => each.displayName === part.project);
if (!project) throw new Error(`There is no jest project '${part.project}'; start with npm run test:mutation.`);

const config: Config = {
  ...project,
  rootDir: `${__dirname}/../..`,
  roots: [__dirname, `${__dirname}/../../packages`],
  testMatch: [`${__dirname}/all.test.ts`],
  testEnvironment: `${__dirname}/bail-environment.mjs`,
  setupFiles: ['reflect-metadata', `${__dirname}/fixed-seed.ts`],
};

export default config;
