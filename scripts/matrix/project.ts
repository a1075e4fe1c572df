import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Cell } from './cell';
import { type CommandLine, end, type Surroundings, succeed } from './command';
import type { Installations } from './installations';

const TEMPLATE = join(__dirname, 'project');

/** What docs/guides/your-project.md shows, with everything stricter that a user may turn on. */
const OPTIONS = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  declaration: true,
  sourceMap: true,
  rootDir: '.',
  outDir: 'dist',
};

/** A user's project on disk, below an installation, so that it finds the node_modules of that. */
export class Project {
  private constructor(
    readonly cell: Cell,
    readonly folder: string,
    private readonly path: string,
  ) {}

  /** Writes the project of a cell, and installs what it needs unless another cell has done so. */
  static async create(cell: Cell, installations: Installations, name: string): Promise<Project> {
    const linked = cell.layout === 'linked';
    const installation = await installations[linked ? 'linked' : 'forTypeScript'](cell.typescript);
    const path = await installations.pathOfNode(cell.node);
    const folder = join(installation, name);
    cpSync(TEMPLATE, folder, { recursive: true });
    const project = new Project(cell, folder, `${join(installation, 'node_modules/.bin')}${delimiter}${path}`);
    project.write('package.json', JSON.stringify({ name, private: true, type: cell.type }));
    project.writeOptions('tsconfig.json', {});
    for (const [file, text] of Object.entries(cell.files ?? {})) project.write(file, text);
    if (cell.type === 'module') project.#nameExtensions();
    return project;
  }

  /** Writes a file of the project, and the folders above it. */
  write(file: string, text: string): void {
    const target = join(this.folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Writes a tsconfig with the options of every project, of the cell, and these. */
  writeOptions(file: string, more: Readonly<Record<string, unknown>>, include: readonly string[] = ['src']): void {
    const compilerOptions = { ...OPTIONS, ...this.cell.options, ...more };
    this.write(file, JSON.stringify({ compilerOptions, include }, undefined, 2));
  }

  /** Runs a tool of the installation, or `node`, in the project. @throws Error if it fails */
  run(command: CommandLine, env: Surroundings['env'] = {}): Promise<string> {
    return succeed(command, { cwd: this.folder, env: { ...env, PATH: this.path } });
  }

  /** The same for a command whose failure is looked at. */
  end(command: CommandLine) {
    return end(command, { cwd: this.folder, env: { PATH: this.path } });
  }

  /** Relative imports of an ES module end in `.js`. */
  #nameExtensions(): void {
    for (const folder of ['src', 'test']) {
      for (const file of readdirSync(join(this.folder, folder))) {
        const text = readFileSync(join(this.folder, folder, file), 'utf8');
        this.write(join(folder, file), text.replace(/(from '\.[^']*)'/g, "$1.js'"));
      }
    }
  }
}
