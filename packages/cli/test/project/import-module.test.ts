import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../../..');
const BIN = join(ROOT, 'packages/hookline/bin/hookline.mjs');

/** A project of a user as it is on disk, in which the built command runs. */
class UserProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookline-user-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    mkdirSync(join(this.folder, 'node_modules'), { recursive: true });
    symlinkSync(join(ROOT, 'packages/hookline'), join(this.folder, 'node_modules/hookline'));
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  run(
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [BIN, ...args], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => (out += String(chunk)));
      child.stderr.on('data', (chunk) => (err += String(chunk)));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, err: err.replaceAll(this.folder, '<folder>') }));
    });
  }
}

const CONFIG = `import { defineConfig } from 'hookline';
export default defineConfig({ definitions: './src/definitions.ts' });`;
const DEFINITIONS = `import { definitions } from 'hookline';
import { Etl } from './etl.js';
export const defs = definitions({ jobs: [Etl] });`;
/** Decorators, injection by type, an enum and a parameter property: what a stripper of types cannot do. */
const ETL = `import { injectable, Job, Op, type Wired } from 'hookline';
enum Mode { Full = 'full' }
@injectable() export class Source { readonly mode = Mode.Full; }
@injectable() export class Etl {
  constructor(private readonly source: Source) {}
  @Op() load(): string { return this.source.mode; }
  @Job({ description: 'Loads.' }) nightly(this: Wired<Etl>): void { this.load(); }
}`;
const tsconfig = (options: object): string => JSON.stringify({ compilerOptions: { target: 'es2022', ...options } });

const FILES = { 'hookline.config.ts': CONFIG, 'src/definitions.ts': DEFINITIONS, 'src/etl.ts': ETL };

describe('the command in a project of TypeScript', () => {
  let project: UserProject | undefined;
  afterEach(() => {
    if (project) rmSync(project.folder, { recursive: true });
  });

  const listed = { code: 0, out: 'JOB      STEPS  HOOKS  DESCRIPTION\nnightly      1      0  Loads.\n', err: '' };

  it.each([
    ['of CommonJS', '{ "name": "shop" }', tsconfig({ module: 'nodenext', strict: true })],
    [
      'of CommonJS for a bundler',
      '{ "name": "shop" }',
      tsconfig({ module: 'preserve', verbatimModuleSyntax: true, noEmit: true }),
    ],
    [
      'of CommonJS with options of former times',
      '{ "name": "shop" }',
      tsconfig({ module: 'commonjs', moduleResolution: 'node', baseUrl: '.' }),
    ],
    ['of CommonJS without tsconfig.json', '{ "name": "shop" }', undefined],
    [
      'of ES modules',
      '{ "name": "shop", "type": "module" }',
      tsconfig({ module: 'nodenext', verbatimModuleSyntax: true }),
    ],
    ['of ES modules without tsconfig.json', '{ "name": "shop", "type": "module" }', undefined],
  ])('%s loads it', async (_, manifest, options) => {
    project = new UserProject({ ...FILES, 'package.json': manifest, ...(options && { 'tsconfig.json': options }) });
    expect(await project.run('job', 'list')).toEqual(listed);
  });

  it('loads .mts beside CommonJS, and config in JavaScript', async () => {
    project = new UserProject({
      'package.json': '{ "name": "shop" }',
      'hookline.config.mjs': CONFIG.replace('definitions.ts', 'definitions.mts'),
      'src/definitions.mts': DEFINITIONS.replace('./etl.js', './etl.mjs'),
      'src/etl.mts': ETL,
    });
    expect(await project.run('job', 'list')).toEqual(listed);
  });

  it.each([
    ['of CommonJS', '{ "name": "shop" }'],
    ['of ES modules', '{ "name": "shop", "type": "module" }'],
  ])('%s tells what is wrong with the code', async (_, manifest) => {
    project = new UserProject({ ...FILES, 'package.json': manifest });
    project.write('src/etl.ts', 'export const Etl: any = undefined;\nnoSuchThing();');
    const thrown = await project.run('job', 'list');
    expect(thrown.code).toBe(2);
    expect(thrown.err).toMatch(
      /^error: The definitions 'src\/definitions\.ts' cannot be loaded\.\n {4}ReferenceError: noSuchThing is not defined\n {6}at .*etl\.ts:2:1/,
    );
    project.write('src/etl.ts', 'export const Etl = ;');
    expect((await project.run('job', 'list')).err).toMatch(/cannot be compiled\.\n {4}.*etl\.ts\(1,20\): error TS1109/);
    project.write('src/etl.ts', "import 'no-such-package';\nexport const Etl = 1;");
    expect((await project.run('job', 'list')).err).toMatch(
      /Cannot find (module|package) 'no-such-package'.*\n(.*\n)*.*Install the package/,
    );
  });
});
