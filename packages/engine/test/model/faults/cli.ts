/**
 * Shows that the model test can fail: plants each fault into a copy of the engine, and counts the random graphs until it is
 * caught. `npm run test:faults`, with `-- --only text` for faults whose name has that text. Exit code 1 if one is missed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAULTS, type Fault } from './faults';
import { plant } from './plant';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    graphs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What the model says of the engine with this fault: how many graphs it took, and the first line of what is wrong. */
function check(fault: Fault): string | undefined {
  const scratch = plant(fault);
  try {
    const config = ['--transpileOnly', '--project', join(scratch.root, 'test/tsconfig.json')];
    const script = join(scratch.root, 'packages/engine/test/model/cli.ts');
    const args = [...config, script, '--until', values.graphs, '--seed', values.seed];
    const bin = join(scratch.root, 'node_modules/ts-node/dist/bin.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`The model did not run: ${stderr}`);
    return status === 1 ? stdout.trim() : undefined;
  } finally {
    scratch.remove();
  }
}

say('| planted fault | caught after graphs | by |');
say('|---|---|---|');
for (const fault of FAULTS.filter(({ name }) => name.includes(values.only))) {
  const caught = check(fault);
  say(`| ${fault.name} | ${caught ?? `not in ${values.graphs} | `} |`);
  if (caught === undefined) process.exitCode = 1;
}
