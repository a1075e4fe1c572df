import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { executeInProcess, InvalidConfigError, loadRunConfig } from 'hookline';
import { defs, executeWithOverrides, lines, writeForEditors } from './run-config';

/** A relative path, so that reports stay narrow. */
const fileOf = (name: string): string => relative(process.cwd(), join(__dirname, name));

beforeEach(() => {
  process.env['LEDGER_URL'] = 'https://ledger.example';
});

afterEach(() => {
  delete process.env['LEDGER_URL'];
});

describe('the samples of run config', () => {
  it('configure a whole run', async () => {
    const result = await executeWithOverrides();
    expect(result.outputFor('loadSummary.load')).toBe('append');
    expect(lines).toEqual(['nightly: append 2000']);
    expect(result.hookEvents.map(({ type }) => type)).toEqual(['hook.suppressed', 'hook.suppressed']);
  });

  it('report all problems at once', async () => {
    const runConfig = await loadRunConfig(fileOf('broken.yaml'));
    const failure: unknown = await executeInProcess(defs.job('nightly'), { runConfig }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(InvalidConfigError);
    const report = (failure as Error).message.replaceAll(/\S*broken\.yaml/g, 'broken.yaml');
    expect(report).toBe(readFileSync(fileOf('broken.report.txt'), 'utf8').trim());
  });

  it('write a schema and a skeleton', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'run-config-'));
    await writeForEditors(folder);
    expect(JSON.parse(readFileSync(join(folder, 'nightly.schema.json'), 'utf8'))).toHaveProperty('properties.ops');
    await expect(loadRunConfig(join(folder, 'nightly.yaml'))).resolves.toHaveProperty('ops.loadSummary');
    rmSync(folder, { recursive: true });
  });
});
