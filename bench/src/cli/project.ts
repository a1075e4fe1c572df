import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workFolder } from '../durable/place';

const COMMAND = join(dirname(require.resolve('hookline/package.json')), 'bin/hookline.mjs');
const DEFINITIONS = join(__dirname, '../product/five-ops.js');

/** A folder as a user's project is, with compiled definitions. */
export interface Project {
  readonly folder: string;
  /** As `openInstance` takes it. */
  readonly storage: string;
  /** Runs a command to its end; ms of the whole process. */
  time(...args: readonly string[]): number;
}

/** Makes a project. @param file of its store; default: one that is not there yet */
export function createProject(file?: string): Project {
  const folder = mkdtempSync(join(workFolder(), 'project-'));
  const storage = `sqlite:${file ?? join(folder, 'store.db')}`;
  writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "private": true }\n');
  const config = { name: 'bench', definitions: DEFINITIONS, storage };
  writeFileSync(join(folder, 'hookline.config.cjs'), `module.exports = ${JSON.stringify(config)};\n`);
  return { folder, storage, time: (...args) => timeNode(folder, [COMMAND, ...args]) };
}

/** ms of a process of Node, from its start to its end. */
export function timeNode(folder: string, args: readonly string[]): number {
  const start = performance.now();
  execFileSync(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, HOOKLINE_ENV: 'bench' },
    stdio: 'ignore',
  });
  return performance.now() - start;
}
