import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const BIN = join(ROOT, 'packages/hookline/bin/hookline.mjs');

/** How a command ended, and all that it wrote. */
export interface Written {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project of a user as it is on disk, in which the built command runs. */
export class UserProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookline-user-'));

  /** @param env beside the environment of the tests */
  constructor(
    files: Readonly<Record<string, string>>,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    mkdirSync(join(this.folder, 'node_modules'), { recursive: true });
    for (const [name, path] of Object.entries({ hookline: 'packages/hookline', zod: 'node_modules/zod' }))
      symlinkSync(join(ROOT, path), join(this.folder, 'node_modules', name));
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  run(...args: readonly string[]): Promise<Written> {
    return new Promise((resolve, reject) => {
      const { folder: cwd, env } = this;
      const child = spawn(process.execPath, [BIN, ...args], {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.on('error', reject);
      child.on('close', (code) => {
        const [shownOut, shownErr] = [out, err].map((chunks) => Buffer.concat(chunks).toString()) as [string, string];
        resolve({ code, out: shownOut, err: shownErr.replaceAll(cwd, '<folder>') });
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
