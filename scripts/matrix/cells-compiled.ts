import type { Cell } from './cell';
import { compile, runsCompiled, typecheck } from './steps';
import type { NodeVersion, TypeScriptVersion } from './versions';
import { refusesWrongWiring } from './wrong-wiring';

const EVERY: readonly TypeScriptVersion[] = ['5.4', '5.9', '6.0', '7.0'];

/** `tsc`, then `node`: each compiler with each kind of module and of resolution that it has. */
export const compiled: readonly Cell[] = [
  ...EVERY.flatMap(asCommonJs),
  ...EVERY.flatMap(asModule),
  ...EVERY.map(forBundler),
  ...(['5.4', '5.9', '6.0'] as const).map(withOldResolution),
  ...(['22', '24'] as const).flatMap(onNode),
  loose(),
  newestNodeTypes(),
];

function asCommonJs(typescript: TypeScriptVersion): Cell {
  return {
    name: 'tsc, nodenext, wrong wiring refused',
    typescript,
    node: '20',
    type: 'commonjs',
    options: { isolatedModules: true, useDefineForClassFields: true },
    steps: [compile, ...runsCompiled, refusesWrongWiring],
  };
}

function asModule(typescript: TypeScriptVersion): Cell {
  return {
    name: 'tsc, nodenext, verbatimModuleSyntax',
    typescript,
    node: '20',
    type: 'module',
    options: { verbatimModuleSyntax: true, isolatedModules: true, useDefineForClassFields: false },
    steps: [compile, ...runsCompiled],
  };
}

function forBundler(typescript: TypeScriptVersion): Cell {
  return {
    name: 'tsc --noEmit, moduleResolution bundler',
    typescript,
    node: '20',
    type: 'module',
    options: { module: 'preserve', moduleResolution: 'bundler', verbatimModuleSyntax: true, isolatedModules: true },
    steps: [typecheck],
  };
}

/** The default of old projects: it knows no `exports`, so subpaths are found by other means. */
function withOldResolution(typescript: TypeScriptVersion): Cell {
  return {
    name: 'tsc, module commonjs, moduleResolution node10',
    typescript,
    node: '20',
    type: 'commonjs',
    options: {
      module: 'commonjs',
      moduleResolution: 'node10',
      target: 'es2018',
      esModuleInterop: true,
      ...(typescript === '6.0' ? { ignoreDeprecations: '6.0' } : {}),
    },
    steps: [compile, ...runsCompiled],
  };
}

function onNode(node: NodeVersion): Cell[] {
  return (['commonjs', 'module'] as const).map((type) => ({
    name: 'tsc, nodenext',
    typescript: '6.0',
    node,
    type,
    options: { skipLibCheck: true },
    steps: [compile, ...runsCompiled],
  }));
}

/** As few options as Hookline works with: not strict, the default libraries (so with `dom`), no metadata. */
function loose(): Cell {
  return {
    name: 'tsc, not strict, default lib',
    typescript: '5.9',
    node: '20',
    type: 'commonjs',
    options: {
      lib: undefined,
      strict: false,
      exactOptionalPropertyTypes: undefined,
      noUncheckedIndexedAccess: false,
      emitDecoratorMetadata: false,
    },
    steps: [compile, ...runsCompiled.slice(0, 1)],
  };
}

function newestNodeTypes(): Cell {
  return {
    name: 'tsc, module node16, target esnext',
    typescript: '5.9',
    node: '24',
    type: 'commonjs',
    options: { module: 'node16', target: 'esnext', lib: ['esnext'] },
    steps: [compile, ...runsCompiled],
  };
}
