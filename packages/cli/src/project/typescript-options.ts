import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { RegisterOptions } from 'ts-node';

/**
 * How TypeScript of users is compiled when a command loads it. All of it is plain data: the loader of ES modules gets it
 * in a thread of its own.
 * - Types are not checked: that is the work of `tsc`, and would take seconds.
 * - The compiler is ours: the user's may be 7, which has no API for ts-node.
 * - The nearest tsconfig.json counts, but decorators are always on, and modules are what Node makes of them: a project for
 *   a bundler, or one that checks without emitting, loads as well.
 */
export function typeScriptOptions(file: string): RegisterOptions {
  const folder = dirname(file);
  return {
    cwd: folder,
    projectSearchDir: folder,
    transpileOnly: true,
    compiler: require.resolve('typescript'),
    swc: hasSwc(file),
    // Finds `x.ts` behind `./x.js`.
    experimentalResolver: true,
    // Options that our compiler does not know, or calls deprecated, do not keep a command from running.
    ignoreDiagnostics: [5023, 5024, 5101, 5107, 6046],
    compilerOptions: {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      verbatimModuleSyntax: false,
      // TypeScript 6 refuses to guess it.
      rootDir: '/',
      ignoreDeprecations: '6.0',
    },
  };
}

/** swc is faster, and used where the user has it. */
function hasSwc(file: string): boolean {
  try {
    createRequire(file).resolve('@swc/core');
    return true;
  } catch {
    return false;
  }
}
