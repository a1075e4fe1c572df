/**
 * Installs what a command needs, and only if it is not there yet. Plain JavaScript on Node alone: it runs in a fresh clone.
 * The marker in node_modules holds the hash of the lock and the scope that was installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const marker = join(root, 'node_modules', '.hookline-installed.json');

/** Runs a command in the repository's root with the terminal of ours; returns its exit code. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) console.error(`Could not start ${command}: ${error.message}`);
  return status ?? 1;
}

/** Runs a command line tool of node_modules under this very Node, without npx. */
export const runTool = (entry, args, env) => run(process.execPath, [join(root, 'node_modules', entry), ...args], env);

/** The same for a caller that has other things to do meanwhile. */
export function runToolAsync(entry, args, env = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  const child = spawn(process.execPath, [join(root, 'node_modules', entry), ...args], options);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** npm as it was called (npm sets npm_execpath), else the one on the path. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args]) : run('npm', args);
}

/** The hash of the lock of a folder. */
const lockOf = (folder) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');

function installedScope(lock) {
  if (!existsSync(marker)) return undefined;
  const found = JSON.parse(readFileSync(marker, 'utf8'));
  return found.lock === lock ? found.scope : undefined;
}

/**
 * @param {'runtime' | 'all'} scope `runtime`: what build and examples need (6 s); `all`: also the tools of tests and checks.
 */
export function ensureInstalled(scope) {
  const lock = lockOf(root);
  const installed = installedScope(lock);
  if (installed === 'all' || installed === scope) return;
  console.log(
    `Installing ${scope === 'all' ? 'everything for tests and checks' : 'what the examples need'} (npm ci) …`,
  );
  const status = npm(scope === 'all' ? ['ci'] : ['ci', '--omit=dev']);
  if (status !== 0) {
    console.error('npm ci failed: see its message above. Node 20.19 or newer and a reachable npm registry are needed.');
    process.exit(status);
  }
  writeFileSync(marker, `${JSON.stringify({ lock, scope })}\n`);
}

/** Installs the tools of a folder that has a lock of its own, since only one command needs them. */
export function ensureInstalledIn(folder) {
  const path = join(root, folder);
  const done = join(path, 'node_modules', '.hookline-installed');
  const lock = lockOf(path);
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return;
  console.log(`Installing what ${folder} needs (npm ci) …`);
  const status = npm(['ci', '--prefix', folder]);
  if (status !== 0) process.exit(status);
  writeFileSync(done, lock);
}
