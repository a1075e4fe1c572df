import type { Cell } from './cell';
import { injects, runsJob } from './steps';
import type { NodeVersion, TypeScriptVersion } from './versions';

const MAIN = 'src/main.ts';
const BY_TYPE = 'src/by-type.ts';
/** ts-node in a project of ES modules: by a loader. */
const ESM_LOADER = ['node', '--no-warnings', '--loader'] as const;

/** TypeScript that is run as it is. */
export const loaded: readonly Cell[] = [
  ...(['5.4', '5.9', '6.0'] as const).map(tsNode),
  ...(['20', '22', '24'] as const).map(tsNodeTranspiled),
  ...(['20', '22', '24'] as const).map(tsNodeOfModules),
  tsNodeWithSwc(),
  ...(['20', '24'] as const).flatMap((node) => [tsx(node, 'commonjs'), tsx(node, 'module')]),
];

function tsNode(typescript: TypeScriptVersion): Cell {
  return {
    name: 'ts-node, type-checked',
    typescript,
    node: '20',
    type: 'commonjs',
    options: { skipLibCheck: true },
    steps: [runsJob('ts-node', MAIN), injects('ts-node', BY_TYPE)],
  };
}

function tsNodeTranspiled(node: NodeVersion): Cell {
  return {
    name: 'ts-node --transpile-only',
    typescript: '6.0',
    node,
    type: 'commonjs',
    steps: [runsJob('ts-node', '--transpile-only', MAIN), injects('ts-node', '--transpile-only', BY_TYPE)],
  };
}

function tsNodeOfModules(node: NodeVersion): Cell {
  return {
    name: 'node --loader ts-node/esm',
    typescript: '6.0',
    node,
    type: 'module',
    options: { skipLibCheck: true },
    steps: [runsJob(...ESM_LOADER, 'ts-node/esm', MAIN), injects(...ESM_LOADER, 'ts-node/esm', BY_TYPE)],
  };
}

function tsNodeWithSwc(): Cell {
  return {
    name: 'ts-node --swc',
    typescript: '6.0',
    node: '20',
    type: 'commonjs',
    steps: [runsJob('ts-node', '--swc', MAIN), injects('ts-node', '--swc', BY_TYPE)],
  };
}

/** It emits no metadata of decorators: nothing can be injected by its type. */
function tsx(node: NodeVersion, type: Cell['type']): Cell {
  return { name: 'tsx', typescript: '6.0', node, type, steps: [runsJob('tsx', MAIN)] };
}
