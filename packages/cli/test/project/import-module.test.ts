import { UserProject } from '../user-project';

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
  afterEach(() => project?.remove());

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
