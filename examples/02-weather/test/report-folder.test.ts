import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildResources } from 'hookline/testing';
import { reportFolder } from '../src/report-folder';

describe('reportFolder', () => {
  let parent = '';
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'weather-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  it('makes the folder, and replaces files', async () => {
    const path = join(parent, 'a', 'b');
    await using resources = await buildResources({ reports: reportFolder }, { reports: { config: { path } } });
    await resources.reports.write('report.txt', 'old');
    expect(await resources.reports.write('report.txt', 'new')).toBe(join(path, 'report.txt'));
    expect(await readFile(join(path, 'report.txt'), 'utf8')).toBe('new');
  });
});
