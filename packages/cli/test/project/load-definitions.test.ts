import { mkdirSync } from 'node:fs';
import { definitions } from 'hookline';
import { defs, Etl } from '../fixtures';
import { ScratchProject } from '../run-cli';

describe('definitions of a project', () => {
  let project: ScratchProject;
  beforeEach(() => {
    project = new ScratchProject();
  });
  afterEach(() => project.remove());

  const list = (exports: object | (() => object), line = 'job list') =>
    project.type(line, {
      modules: { 'config.ts': { default: { definitions: './definitions.ts' } }, 'definitions.ts': exports },
    });

  it.each([
    ['a name', { defs }],
    ['the default', { default: defs }],
    ['both', { defs, default: defs }],
    ['the default of a CommonJS module', { default: { defs, other: 1 }, 'module.exports': { defs } }],
  ])('are found under %s', async (_, exports) => {
    expect((await list(exports)).out).toContain('nightly');
  });

  const thrown = (error: unknown) => () => {
    throw error;
  };
  const missing = Object.assign(new Error("Cannot find module 'luxon'\nRequire stack:\n- /a.ts"), {
    code: 'MODULE_NOT_FOUND',
    stack: '',
  });

  it.each([
    ['none', {}],
    ['a class alone', { Etl }],
    ['a promise', { defs: Promise.resolve(defs) }],
    ['several', { defs, more: definitions({ jobs: [Etl] }) }],
    [
      'an error',
      thrown(
        Object.assign(new TypeError('x is no function'), {
          stack: 'TypeError\n    at load (/shop/etl.ts:3:5)\n    at node:internal:1:1',
        }),
      ),
    ],
    ['an error of ours', () => definitions({ jobs: [Etl, Etl] })],
    ['a module that is missing', thrown(missing)],
    ['code that does not compile', thrown({ diagnosticText: 'etl.ts(3,5): error TS1109: Expression expected.\n' })],
    [
      'code that swc does not compile',
      thrown(
        Object.assign(
          new Error('x Expression expected\n\n\nCaused by:\n    Syntax Error\n\nStack backtrace:\n   0: x'),
          { stack: '' },
        ),
      ),
    ],
    ['a text', thrown('boom')],
  ])('are refused: %s', async (_, exports) => {
    const { exitCode, out, err } = await list(exports);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err.replace(/\n {6}at .*(packages|node_modules).*/g, '')).toMatchSnapshot();
  });

  it('are refused where the file is not there, or not named', async () => {
    project.write('defs.ts', '');
    expect((await list({}, 'job list --definitions def.ts')).err).toMatchInlineSnapshot(`
"error: The definitions 'def.ts', named by 'hookline.config.ts' or --definitions, do not exist. Did you mean 'defs.ts'?
"
`);
    expect((await list({}, 'job list --definitions src/nope.ts')).err).toMatchInlineSnapshot(`
"error: The definitions 'src/nope.ts', named by 'hookline.config.ts' or --definitions, do not exist. The path counts from the folder of the config file, that of --definitions from the working directory.
"
`);
    const world = { modules: {}, folder: project.folder };
    project.remove();
    mkdirSync(project.folder);
    project.write('package.json', '{ "name": "shop" }');
    expect((await project.type('job list', world)).err).toMatchInlineSnapshot(`
"error: There is no hookline.config.ts that names the definitions. Name them: --definitions src/definitions.ts, or in hookline.config.ts: export default defineConfig({ definitions: './src/definitions.ts' });
"
`);
  });
});
