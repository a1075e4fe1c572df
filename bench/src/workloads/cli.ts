import { join } from 'node:path';
import { createProject, timeNode } from '../cli/project';
import type { Gauge } from '../contestants/contestant';
import type { Workload } from './workload';

const SCRIPT = join(__dirname, '../cli/bare-script.js');

/** Each process finds the file that the one before it left, as on a machine in use. */
function bareScript(): Gauge {
  const { folder } = createProject();
  return { kind: 'gauge', read: () => timeNode(folder, [SCRIPT, join(folder, 'bare.db')]) };
}

function command(...args: readonly string[]): Gauge {
  const project = createProject();
  return { kind: 'gauge', read: () => project.time(...args) };
}

export const commandLine: Workload = {
  id: 'cli',
  title: '`hookline job execute` of a job of 5 ops on SQLite, the whole process',
  unit: 'ms',
  needs: ['files'],
  cases: [
    {
      title: 'job execute',
      contestants: {
        'bare script': bareScript,
        hookline: () => command('job', 'execute', 'five'),
        'hookline --version': () => command('--version'),
      },
      isOnce: true,
    },
  ],
};
