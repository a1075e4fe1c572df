import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './faults';

const ROOT = join(__dirname, '../../../../..');
const COPIED = ['packages/engine/src', 'packages/engine/test', 'packages/engine/package.json', 'test/tsconfig.json'];

/** A copy of the engine and its tests, with a fault. */
export interface Scratch {
  readonly root: string;
  remove(): void;
}

/**
 * Copies the engine into a temporary folder and plants a fault there.
 * @throws Error when what the fault replaces is not there exactly once: then the list of faults is to be mended
 */
export function plant(fault: Fault): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'hookline-fault-'));
  const scratch = { root, remove: () => rmSync(root, { recursive: true }) };
  for (const path of [...COPIED, 'tsconfig.base.json', 'tsconfig.test.base.json']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'dir');
  try {
    edit(join(root, 'packages/engine/src', fault.file), fault);
    return scratch;
  } catch (error) {
    scratch.remove();
    throw error;
  }
}

function edit(path: string, fault: Fault): void {
  writeFileSync(path, withFault(readFileSync(path, 'utf8'), fault));
}

/**
 * The text of a source file with a fault.
 * @throws Error when what the fault replaces is not there exactly once
 */
export function withFault(text: string, { name, file, find, replace }: Fault): string {
  const found = text.split(find).length - 1;
  if (found === 1) return text.replace(find, () => replace);
  throw new Error(
    `Fault '${name}': ${file} has ${found} times what it replaces. Fit packages/engine/test/model/faults.`,
  );
}
