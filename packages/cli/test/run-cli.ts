import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../src/main';
import { type FakeHost, fakeHost } from './fake-host';
import { type FakeWorldOptions, fakeWorld } from './fake-world';
import { defs } from './fixtures';

/** What a command did. */
export interface Typed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A folder with a project whose modules are those of the fixtures. */
export class ScratchProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookline-cli-'));
  readonly host: FakeHost = fakeHost();

  constructor() {
    this.write('package.json', '{ "name": "shop" }');
    this.write('hookline.config.ts', '');
    this.write('definitions.ts', '');
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  /** Types a command in the folder. */
  async type(line: string | readonly string[], options: FakeWorldOptions = {}): Promise<Typed> {
    const args = typeof line === 'string' ? line.split(' ') : line;
    const modules = { 'config.ts': { default: { definitions: './definitions.ts' } }, 'definitions.ts': { defs } };
    const world = fakeWorld({ args, folder: this.folder, modules, ...options });
    const exitCode = await main(world, this.host);
    const shown = (text: string) => text.replaceAll(this.folder, '<folder>');
    return { exitCode, out: shown(world.out()), err: shown(world.err()) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
