import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Case } from '../workloads/workload';
import { type CpuProfile, selfTimes } from './self-times';

const ROOT = join(__dirname, '../../..');

/** Functions that are printed. */
const TOP = 30;

/** Runs the product alone on cases of a workload under the profiler, and prints where its time goes. */
export function profileCases(id: string, cases: readonly Case[]): void {
  for (const [at, { title }] of cases.entries()) {
    const directory = join(ROOT, 'reports/profiles');
    const name = `${id}-${at + 1}.cpuprofile`;
    mkdirSync(directory, { recursive: true });
    const flags = ['--expose-gc', '--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${directory}`];
    const seat = JSON.stringify({ workload: id, title, contestant: 'hookline' });
    const { status } = spawnSync(
      process.execPath,
      [...flags, `--cpu-prof-name=${name}`, join(__dirname, 'profiled.js'), seat],
      {
        stdio: 'inherit',
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    if (status !== 0) throw new Error(`The profiled run of '${title}' ended with ${status}.`);
    print(`${id} ${title}`, join(directory, name));
  }
}

function print(title: string, path: string): void {
  const profile = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;
  console.log(`\n${title}: share of time in the function itself (${relative(ROOT, path)} opens in Chrome's DevTools)`);
  for (const { name, share } of selfTimes(profile, ROOT).slice(0, TOP)) {
    console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${name}`);
  }
}
