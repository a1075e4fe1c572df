/** `npm run bench:types`: what the types cost the compiler; prints it and writes it to the page. */
import { version } from 'typescript';
import { summarize } from './measure/statistics';
import { digits } from './report/figures';
import { describeMachine } from './report/machine';
import { markdownTable } from './report/markdown-table';
import { writeSection } from './report/page';
import { targetRow } from './report/target-table';
import { type Compilation, compile } from './types/compile';
import { program } from './types/program';

const ROUNDS = 5;

const LIMITS = { what: 'Type instantiations per op', target: 900, stretch: 600, unit: '' };

const [few, many] = [program(50, 50), program(200, 200)];
const programs = [program(1, 1), many, program(10, 1_000)];

const compiled = programs.map((): Compilation[] => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [at, each] of programs.entries()) compiled[at]?.push(compile(each));
}

const perOp = (compile(many).instantiations - compile(few).instantiations) / 150;
const median = (at: number, part: keyof Compilation) =>
  digits(summarize((compiled[at] ?? []).map((each) => each[part])).median);
const rows = programs.map(({ title }, at) => {
  return [title, median(at, 'instantiations'), `${median(at, 'check')} s`, `${median(at, 'total')} s`];
});

const section = [
  `${describeMachine(new Date())}, TypeScript ${version}`,
  markdownTable(['target', 'at most', 'stretch', 'measured', ''], [targetRow(LIMITS, perOp)]),
  markdownTable(['class', 'instantiations', 'check', 'whole tsc'], rows),
].join('\n\n');
console.log(section);
writeSection('types', section);
