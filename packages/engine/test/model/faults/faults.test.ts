import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from './faults';
import { withFault } from './plant';

const SOURCES = join(__dirname, '../../../src');

describe('the faults that show that the model test can fail', () => {
  it.each(FAULTS)('fit the engine: $name', (fault) => {
    const text = readFileSync(join(SOURCES, fault.file), 'utf8');
    expect(withFault(text, fault)).not.toBe(text);
  });

  it('are refused where what they replace is not there once', () => {
    const fault = { name: 'none', file: 'run/run.ts', find: 'twice', replace: '' };
    expect(() => withFault('twice twice', fault)).toThrow("Fault 'none': run/run.ts has 2 times what it replaces.");
  });
});
