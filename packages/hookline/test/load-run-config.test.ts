import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRunConfig } from '../src/index';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookline-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('loadRunConfig', () => {
  it('reads a YAML file', async () => {
    const path = await write('good.yaml', '\ufeffops:\n  load: { config: { mode: append } }\n');
    expect(await loadRunConfig(path)).toEqual({ ops: { load: { config: { mode: 'append' } } } });
  });

  it('names a file that is not there, and the one that may be meant', async () => {
    await write('prod.yaml', '');
    const path = join(folder, 'prdo.yaml');
    await expect(loadRunConfig(path)).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_ARGUMENT',
      message: `The run config '${path}' cannot be read: there is no such file. Did you mean '${join(folder, 'prod.yaml')}'?`,
      cause: { code: 'ENOENT' },
    });
    await expect(loadRunConfig(`${folder}/./prdo.yaml`)).rejects.toThrow(
      `Did you mean '${join(folder, 'prod.yaml')}'?`,
    );
    await expect(loadRunConfig('no/such/folder/a.yaml')).rejects.toThrow('The path counts from the working directory.');
  });

  it('says that a folder is one', async () => {
    await expect(loadRunConfig(folder)).rejects.toThrow('it is a folder. Give the path of a YAML file');
  });

  it.each([undefined, null, 3, '', {}])('refuses %p as path', async (path) => {
    await expect(loadRunConfig(path as string)).rejects.toMatchObject({ code: 'HOOKLINE_BAD_ARGUMENT' });
  });

  it('tells the line of a byte that is no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('tags:\n  a: é\n  b: '),
      Buffer.from([0xe9, 0x20]),
      Buffer.from('x\n  c: d\n'),
    ]);
    const path = await write('latin1.yaml', bytes);
    await expect(loadRunConfig(path)).rejects.toThrow(`'${path}' is not UTF-8: line 3 has a byte that is none. Save`);
  });

  it('refuses a file that is too large, and stops reading one that never ends', async () => {
    const path = await write('large.yaml', `a: ${'x'.repeat(17 * 1024 * 1024)}`);
    await expect(loadRunConfig(path)).rejects.toThrow(`The run config '${path}' is larger than 16 MB.`);
    await expect(loadRunConfig('/dev/zero')).rejects.toMatchObject({ code: 'HOOKLINE_BAD_ARGUMENT' });
  });

  it('heads faults of YAML by the file', async () => {
    const path = await write('bad.yaml', 'ops: {}\nops: {}\n');
    await expect(loadRunConfig(path)).rejects.toMatchObject({
      code: 'HOOKLINE_INVALID_CONFIG',
      message: `Error in ${path}: 1 error\n  ${path}:2:1   key "ops" stands here twice; remove one`,
    });
  });
});
