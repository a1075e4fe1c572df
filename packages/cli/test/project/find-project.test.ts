import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProject, type ProjectFlags } from '../../src/project/find-project';
import { type FakeWorldOptions, fakeWorld } from '../fake-world';
import { ScratchProject } from '../run-cli';

describe('findProject', () => {
  let scratch: ScratchProject;
  beforeEach(() => {
    scratch = new ScratchProject();
  });
  afterEach(() => scratch.remove());

  const CONFIG = { default: { name: 'billing', definitions: './src/defs.ts', storage: 'sqlite:data/runs.db' } };

  const find = (config: object | (() => object) = CONFIG, options: FakeWorldOptions & { flags?: ProjectFlags } = {}) =>
    findProject(
      fakeWorld({ folder: scratch.folder, modules: { 'hookline.config.ts': config }, ...options }),
      options.flags ?? {},
    );

  const problemOf = async (found: Promise<unknown>): Promise<string> => {
    const error = await found.then(String, String);
    return error.replaceAll(scratch.folder, '<folder>');
  };

  it('takes what the nearest config file says, from its folder', async () => {
    mkdirSync(join(scratch.folder, 'src'));
    expect(await find(CONFIG, { folder: join(scratch.folder, 'src') })).toEqual({
      configFile: join(scratch.folder, 'hookline.config.ts'),
      location: 'billing',
      environment: 'local@box',
      storage: `sqlite:${join(scratch.folder, 'data/runs.db')}`,
      definitionsFile: join(scratch.folder, 'src/defs.ts'),
    });
  });

  it('takes a URL of Postgres as it is, the name of package.json and the environment of HOOKLINE_ENV', async () => {
    const config = { default: { definitions: './defs.ts', storage: 'postgres://u:p@db/x' } };
    const project = await find(config, { env: { HOOKLINE_ENV: 'prod' } });
    expect(project).toMatchObject({ location: 'shop', environment: 'prod', storage: 'postgres://u:p@db/x' });
  });

  it('takes --definitions from the working directory', async () => {
    const { definitionsFile } = await find(CONFIG, { flags: { definitions: 'other.ts' } });
    expect(definitionsFile).toBe(join(scratch.folder, 'other.ts'));
  });

  it.each([
    ['an ES module', CONFIG],
    ['CommonJS', { __esModule: true, ...CONFIG }],
    ['CommonJS that an ES module imports', { default: { __esModule: true, ...CONFIG } }],
    ['a plain object as module.exports', CONFIG.default],
  ])('reads the default export of %s', async (_, exports) => {
    expect((await find(exports)).location).toBe('billing');
  });

  it('takes the config file that --config names', async () => {
    const file = scratch.write('prod.config.mjs', '');
    const modules = { 'prod.config.mjs': CONFIG };
    const flags = { config: 'prod.config.mjs' };
    expect((await find(CONFIG, { modules, flags })).configFile).toBe(file);
  });

  it('has defaults without a config file', async () => {
    scratch.remove();
    mkdirSync(join(scratch.folder, 'inner'), { recursive: true });
    expect(await problemOf(find(CONFIG, { folder: join(scratch.folder, 'inner') }))).toMatchInlineSnapshot(
      `"CommandError: There is neither a hookline.config.ts nor a package.json in '<folder>/inner' or above it. Go to the folder of your project, or name its config file: --config path/to/hookline.config.ts."`,
    );
    scratch.write('package.json', '{ "name": "@acme/shop" }');
    expect(await find(CONFIG, { folder: join(scratch.folder, 'inner') })).toMatchObject({
      configFile: undefined,
      location: '@acme/shop',
      storage: `sqlite:${join(scratch.folder, '.hookline/hookline.db')}`,
      definitionsFile: undefined,
    });
    scratch.write('package.json', '{}');
    expect(await problemOf(find())).toMatchInlineSnapshot(
      `"CommandError: 'package.json' has no name, and no config names the location of runs. Give a name in hookline.config.ts: defineConfig({ name: 'billing', … }), or in package.json."`,
    );
  });

  it('says what is wrong with a config, and shows no password', async () => {
    const thrower = (error: Error) => () => {
      throw error;
    };
    const problems = [
      await problemOf(find({})),
      await problemOf(find({ default: { definitions: '' } })),
      await problemOf(find({ default: { definitions: './defs.ts', name: 'my shop' } })),
      await problemOf(find({ default: { definitions: './defs.ts', storage: 'mysql://root:s3cret@db' } })),
      await problemOf(find({ default: { definitions: './defs.ts', store: 'x' } })),
      await problemOf(find(thrower(Object.assign(new TypeError('x is not a function'), { stack: '' })))),
      await problemOf(find(CONFIG, { flags: { config: 'nope.ts' } })),
    ];
    expect(problems.join('\n\n')).not.toContain('s3cret');
    expect(problems.join('\n\n')).toMatchInlineSnapshot(`
"CommandError: The config file 'hookline.config.ts' has no default export. Export it: export default defineConfig({ definitions: './src/definitions.ts' });

CommandError: The config file 'hookline.config.ts' cannot be used. Option 'definitions' of defineConfig() is ''. Give the path of the module that exports your definitions: './src/definitions.ts'.

CommandError: The config file 'hookline.config.ts' cannot be used. Option 'name' of defineConfig() is 'my shop'. Give a name like that of a package: 'billing' or '@acme/billing'.

CommandError: The config file 'hookline.config.ts' cannot be used. Option 'storage' of defineConfig() is a text that begins with 'mysql:'. Give 'sqlite:' with the path of a file, or a URL of Postgres: 'sqlite:.hookline/hookline.db'.

CommandError: The config file 'hookline.config.ts' cannot be used. Option 'store' of defineConfig() does not exist. There are: name, definitions, storage.

CommandError: The config file 'hookline.config.ts' cannot be loaded.
    TypeError: x is not a function
Correct the module; 'hookline job list' tells whether it loads.

CommandError: The config file 'nope.ts' of --config does not exist. The path counts from the working directory."
`);
  });
});
