import type { Cell } from './cell';
import { injects, run, runsJob } from './steps';
import type { NodeVersion } from './versions';

/** What a bundle of ES modules needs for the `require` of packages inside it. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
const SWC = ['swc', 'src', '--out-dir', 'dist', '--config-file', '.swcrc', '--strip-leading-paths'] as const;

/** Compilers without types: swc per file, esbuild into one file, both also minified. */
export const bundled: readonly Cell[] = [
  swc({ type: 'commonjs', define: true, minify: false }),
  swc({ type: 'module', define: false, minify: false }),
  swc({ type: 'commonjs', define: false, minify: true }),
  ...(['20', '22', '24'] as const).map((node) => esbuild(node, ['--minify'])),
  esbuild('20', ['--sourcemap', '--keep-names']),
  esbuild('20', ['--minify', '--packages=external']),
  esbuildOfModules(),
];

interface Swc {
  readonly type: Cell['type'];
  readonly define: boolean;
  readonly minify: boolean;
}

function swc({ type, define, minify }: Swc): Cell {
  return {
    name: `swc${minify ? ', minified' : ''}`,
    typescript: '6.0',
    node: '20',
    type,
    options: { useDefineForClassFields: define },
    files: { '.swcrc': JSON.stringify(swcrc({ type, define, minify })) },
    steps: [run(...SWC), runsJob('node', 'dist/main.js'), injects('node', 'dist/by-type.js')],
  };
}

function swcrc({ type, define, minify }: Swc) {
  return {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: define },
      target: 'es2022',
      ...(minify ? { minify: { compress: true, mangle: true } } : {}),
    },
    module: { type: type === 'module' ? 'es6' : 'commonjs' },
    minify,
  };
}

/** esbuild emits no metadata either. Its options for decorators come from tsconfig.json. */
function esbuild(node: NodeVersion, flags: readonly string[]): Cell {
  return {
    name: `esbuild --bundle ${flags.join(' ')}`,
    typescript: '6.0',
    node,
    type: 'commonjs',
    steps: [
      run('esbuild', 'src/main.ts', '--bundle', '--platform=node', '--outfile=out/main.js', ...flags),
      runsJob('node', '--enable-source-maps', 'out/main.js'),
    ],
  };
}

function esbuildOfModules(): Cell {
  const flags = ['--bundle', '--platform=node', '--format=esm', '--minify', '--outfile=out/main.js'];
  return {
    name: 'esbuild --bundle --format=esm --minify, with createRequire',
    typescript: '6.0',
    node: '20',
    type: 'module',
    steps: [run('esbuild', 'src/main.ts', ...flags, `--banner:js=${REQUIRE}`), runsJob('node', 'out/main.js')],
  };
}
