import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileUserProject } from './user-project';
import { PRELUDE, WRONG_PROGRAMS } from './wrong-programs';

const mistakes = Object.keys(WRONG_PROGRAMS);
const RIGHT = 'right.ts';
const right = readFileSync(join(__dirname, 'exported-values.ts.txt'), 'utf8');
const complaints = compileUserProject({
  [RIGHT]: right,
  ...Object.fromEntries(mistakes.map((mistake, i) => [`wrong-${i}.ts`, `${PRELUDE}\n${WRONG_PROGRAMS[mistake]}`])),
});

describe('the compiler, told that', () => {
  it.each(mistakes.map((mistake, i) => [mistake, `wrong-${i}.ts`]))('%s, says so on that line', (_mistake, file) => {
    const [complaint, ...others] = complaints.get(file) ?? [];
    expect(others).toEqual([]);
    expect(complaint?.line).toMatch(/\/\/ here$/);
    expect(complaint?.text).toMatchSnapshot();
  });
});

describe('a project that exports values of every kind', () => {
  it('compiles, and its declarations can be written', () => {
    expect(complaints.get(RIGHT)).toEqual([]);
  });

  it('does so where the compiler is not strict', () => {
    expect(compileUserProject({ [RIGHT]: right }, { strict: false }).get(RIGHT)).toEqual([]);
  });
});
