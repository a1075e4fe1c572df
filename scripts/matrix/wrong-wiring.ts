import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { PRELUDE, WRONG_PROGRAMS } from '../../packages/core/test/types/wrong-programs';
import { root } from '../repository';
import type { Step } from './cell';
import type { Project } from './project';

/** The sentences that core's own tests expect, of the compiler that the repository builds with. */
const SNAPSHOT = join(root, 'packages/core/test/types/__snapshots__/sentences.test.ts.snap');

/** Options that show in the compiler's own wording of a type. */
const AS_SNAPSHOTS = { skipLibCheck: true, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };

/** One complaint of tsc: `wrong/3.ts(41,3): error TS2345: …`, with the lines below it. */
const COMPLAINT = /^wrong[\\/](\d+)\.ts\((\d+),\d+\): error (TS\d+: [^\n]*(?:\n +[^\n]*)*)/gm;

/**
 * Compiles programs whose wiring is wrong, each a file of its own: each must be refused once, on the line of its mistake, and with the
 * sentence that a user of our compiler reads.
 */
export const refusesWrongWiring: Step = async (project) => {
  const mistakes = Object.keys(WRONG_PROGRAMS);
  const programs = mistakes.map((mistake) => `${PRELUDE}\n${WRONG_PROGRAMS[mistake] ?? ''}`);
  const complaints = await complaintsAbout(programs, project);
  const faults = mistakes.flatMap((mistake, index) => {
    const fault = faultOf(complaints[index] ?? [], programs[index] ?? '', expectedText(mistake));
    return fault === undefined ? [] : [`told that ${mistake}, the compiler ${fault}`];
  });
  if (faults.length > 0) throw new Error(`${faults.length} of ${mistakes.length} mistakes:\n${faults.join('\n')}`);
};

interface Complaint {
  readonly line: number;
  readonly text: string;
}

async function complaintsAbout(programs: readonly string[], project: Project): Promise<readonly Complaint[][]> {
  for (const [index, text] of programs.entries()) {
    project.write(`wrong/${index}.ts`, text.replaceAll("'@hookline/core'", "'hookline'"));
  }
  project.writeOptions('tsconfig.wrong.json', { noEmit: true, declaration: false, ...AS_SNAPSHOTS }, ['wrong']);
  const { output } = await project.end(['tsc', '--project', 'tsconfig.wrong.json', '--pretty', 'false']);
  const found = [...output.matchAll(COMPLAINT)];
  if (found.length === 0) throw new Error(`tsc says nothing about wrong wiring:\n${output}`);
  return programs.map((_, index) =>
    found
      .filter(([, file]) => Number(file) === index)
      .map(([, , line, text]) => ({ line: Number(line), text: text ?? '' })),
  );
}

function faultOf(found: readonly Complaint[], program: string, expected: string): string | undefined {
  const [first, ...more] = found;
  if (first === undefined) return 'says nothing';
  if (more.length > 0) return `complains ${found.length} times:\n${found.map(({ text }) => text).join('\n')}`;
  const line = program.split('\n')[first.line - 1] ?? '';
  if (!line.endsWith('// here')) return `points at another line: ${line}`;
  return first.text.includes(sentenceOf(expected)) ? undefined : `says ${first.text}\n  and not ${expected}`;
}

/** Our own words in a complaint; where there are none, the compiler's first line without its code. */
function sentenceOf(text: string): string {
  const [, missing, named] = /Property '("[^\n]*")' is missing|WiringError<("[^"\n]*")/.exec(text) ?? [];
  return missing ?? named ?? text.replace(/^TS\d+: /, '').replace(/\n.*/s, '');
}

function expectedText(mistake: string): string {
  const name = `the compiler, told that ${mistake}, says so on that line 1`;
  const found = snapshots()[name];
  if (found === undefined) throw new Error(`${SNAPSHOT} has no "${name}": run the tests of core first.`);
  return found.trim().slice(1, -1);
}

function snapshots(): Readonly<Record<string, string>> {
  const exported: Record<string, string> = {};
  runInNewContext(readFileSync(SNAPSHOT, 'utf8'), { exports: exported });
  return exported;
}
