import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repository';
import { type CommandLine, succeed } from './command';

/** npm as it was called (npm sets npm_execpath), else the one on the path. */
export function npm(...args: readonly string[]): CommandLine {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') === true ? [process.execPath, cli, ...args] : ['npm', ...args];
}

/**
 * Packs every publishable package as npm would.
 * @returns the tarballs, absolute paths
 */
export async function packAll(destination: string): Promise<readonly string[]> {
  const args = ['pack', '--workspace', 'packages', '--ignore-scripts', '--pack-destination', destination];
  await succeed(npm(...args), { cwd: root });
  return readdirSync(destination).map((file) => join(destination, file));
}
