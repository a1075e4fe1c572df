/** `npm run bench [-- W1 W6] [--case Postgres] [--quick] [--profile]`: measures and prints; a whole run that is not quick writes the page. */
import { parseArgs } from 'node:util';
import { chooseWorkloads } from './choose-workloads';
import { createSurroundings, type Need } from './durable/surroundings';
import { FULL, QUICK } from './measure/effort';
import { type CaseResult, measureCase } from './measure/measure-case';
import { profileCases } from './profile/profile-cases';
import { caseTable } from './report/case-table';
import { describeMachine } from './report/machine';
import { writeSection } from './report/page';
import { resultTables } from './report/result-tables';
import type { Results } from './report/results';
import { targetTable } from './report/target-table';
import type { Case, Workload } from './workloads/workload';

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    case: { type: 'string', default: '' },
  },
});

async function main(): Promise<void> {
  const workloads = chooseWorkloads(names);
  if (flags.profile) return profile(workloads);
  const machine = describeMachine(new Date());
  console.log(machine);
  const removeSurroundings = await createSurroundings(needsOf(workloads));
  const results = await measure(workloads).finally(removeSurroundings);
  console.log(`\n${targetTable(results)}`);
  if (flags.quick || names.length > 0 || flags.case !== '') return;
  writeSection('results', `${machine}\n\n${resultTables(results)}`);
  writeSection('targets', targetTable(results));
  console.log('\nWritten to docs/performance.md.');
}

async function profile(workloads: readonly Workload[]): Promise<void> {
  const removeSurroundings = await createSurroundings(needsOf(workloads));
  try {
    for (const { id, cases } of workloads) profileCases(id, cases.filter(isChosen));
  } finally {
    await removeSurroundings();
  }
}

async function measure(workloads: readonly Workload[]): Promise<Results> {
  const results = new Map<Workload, CaseResult[]>();
  for (const workload of workloads) {
    const done: CaseResult[] = [];
    results.set(workload, done);
    console.log(`\n${workload.id} · ${workload.title}`);
    for (const each of workload.cases.filter(isChosen)) {
      const result = await measureCase(workload, each, flags.quick ? QUICK : FULL);
      done.push(result);
      console.log(`\n${caseTable(result, workload)}`);
    }
  }
  return results;
}

/** Cases on Postgres are left out by a quick look. */
function needsOf(workloads: readonly Workload[]): readonly Need[] {
  const needs = workloads.flatMap(({ needs: own = [] }) => own);
  return flags.quick ? needs.filter((need) => need !== 'postgres') : needs;
}

/** `--quick` leaves long ones out, `--case Postgres` all that are called otherwise. */
function isChosen({ isLong = false, title }: Case): boolean {
  return !(flags.quick && isLong) && title.toLowerCase().includes(flags.case.toLowerCase());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
