/** `npm run bench [-- W1 W6] [--quick] [--profile]` */
import { parseArgs } from 'node:util';
import { chooseWorkloads } from './choose-workloads';
import { type Effort, measureCase } from './measure/measure-case';
import { profileWorkload } from './profile/profile-workload';
import { caseTable } from './report/case-table';
import { describeMachine } from './report/machine';

const FULL: Effort = { generations: 5, rounds: 3, warmUp: 1_000, turn: 150 };
const QUICK: Effort = { generations: 1, rounds: 5, warmUp: 400, turn: 50 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } },
  });
  const workloads = chooseWorkloads(positionals);
  if (values.profile) return workloads.forEach(profileWorkload);
  console.log(describeMachine(new Date()));
  for (const workload of workloads) {
    console.log(`\n${workload.id} ${workload.title}`);
    for (const each of workload.cases) {
      const result = await measureCase(workload, each, values.quick ? QUICK : FULL);
      console.log(`\n${caseTable(result, workload.unit)}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
