import type { Cell } from './cell';
import { run } from './steps';
import type { NodeVersion, TypeScriptVersion } from './versions';

const MODULES = ['node', '--no-warnings', '--experimental-vm-modules'] as const;

/** Decorators as TypeScript makes them, metadata included. */
const SWC = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
};

/** jest, with each transformer that makes decorators, in both kinds of module. */
export const tested: readonly Cell[] = [
  ...(['5.4', '5.9', '6.0'] as const).map((typescript) => tsJest(typescript, '20')),
  tsJest('6.0', '22'),
  tsJest('6.0', '24'),
  tsJestOfModules(),
  swcJest('20'),
  swcJest('24'),
  swcJestOfModules(),
];

function tsJest(typescript: TypeScriptVersion, node: NodeVersion): Cell {
  return {
    name: 'jest with ts-jest, type-checked',
    typescript,
    node,
    type: 'commonjs',
    options: { types: ['node', 'jest'], skipLibCheck: true },
    files: { 'jest.config.json': config('ts-jest') },
    steps: [run('jest')],
  };
}

function tsJestOfModules(): Cell {
  return {
    name: 'jest with ts-jest, useESM',
    typescript: '6.0',
    node: '20',
    type: 'module',
    options: { types: ['node', 'jest'], skipLibCheck: true, isolatedModules: true },
    files: modules(['ts-jest', { useESM: true }]),
    steps: [run(...MODULES, '../node_modules/jest/bin/jest.js')],
  };
}

function swcJest(node: NodeVersion): Cell {
  return {
    name: 'jest with @swc/jest',
    typescript: '6.0',
    node,
    type: 'commonjs',
    files: { 'jest.config.json': config(['@swc/jest', SWC]) },
    steps: [run('jest')],
  };
}

function swcJestOfModules(): Cell {
  const options = { ...SWC, module: { type: 'es6' } };
  return {
    name: 'jest with @swc/jest, ES modules',
    typescript: '6.0',
    node: '20',
    type: 'module',
    files: modules(['@swc/jest', options]),
    steps: [run(...MODULES, '../node_modules/jest/bin/jest.js')],
  };
}

type Transform = string | readonly [string, object];

function config(transform: Transform, more: object = {}): string {
  return JSON.stringify({ transform: { '^.+\\.ts$': transform }, ...more });
}

/** Imports name the file that will be there; jest looks for the one that is. In ES modules it gives no global `jest`. */
function modules(transform: Transform): Readonly<Record<string, string>> {
  const more = {
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    setupFiles: ['./jest.setup.mjs'],
  };
  return {
    'jest.config.json': config(transform, more),
    'jest.setup.mjs': "import { jest } from '@jest/globals';\nglobalThis.jest = jest;\n",
  };
}
