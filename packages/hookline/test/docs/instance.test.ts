import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broken, execute, look, told } from './instance';

describe('the samples of the instance', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hookline-docs-'));
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('store a run, give up a hook and tell of it, and execute the run again without what was done', async () => {
    const storage = `sqlite:${join(folder, 'hookline.db')}`;
    await execute(storage);
    expect(told).toEqual(['extract', 'tellPager was given up after 2 attempts: the pager does not answer']);
    broken.load = false;
    const printed: string[] = [];
    await look(storage, (line) => printed.push(line));
    expect(printed).toEqual([
      'nightly: no room',
      'tellPager: dead after 2',
      'lastResort: delivered after 1',
      'success: 3',
    ]);
    expect(told).toHaveLength(2);
  });
});
