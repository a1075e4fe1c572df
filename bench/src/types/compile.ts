import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './program';

const ROOT = join(__dirname, '../../..');

// Not below bench/: its zod would be another one than that of the packages.
const FOLDER = join(ROOT, 'reports/types');

const OPTIONS = {
  extends: '../../tsconfig.base.json',
  compilerOptions: { composite: false, declarationMap: false, noEmit: true },
  files: ['program.ts'],
};

/** What the compiler tells of a program. */
export interface Compilation {
  readonly instantiations: number;
  /** Seconds of the whole of tsc. */
  readonly total: number;
  /** Seconds of the check alone. */
  readonly check: number;
}

/**
 * Checks a program with tsc in a fresh process.
 * @throws Error with its diagnostics for a program that has errors
 */
export function compile({ text }: Program): Compilation {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'program.ts'), text);
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(OPTIONS));
  const tsc = require.resolve('typescript/bin/tsc', { paths: [ROOT] });
  const { status, stdout: output } = spawnSync(process.execPath, [tsc, '-p', FOLDER, '--extendedDiagnostics'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`tsc refuses the program: ${output}`);
  const told = (name: string) => {
    const [, value] = new RegExp(`^${name}: +([0-9.]+)`, 'm').exec(output) ?? [];
    if (value === undefined) throw new Error(`tsc tells no '${name}': ${output}`);
    return Number(value);
  };
  return { instantiations: told('Instantiations'), total: told('Total time'), check: told('Check time') };
}
