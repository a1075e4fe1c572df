import { executeInProcess, type Instance, type JobDefinition, type Result } from 'hookline';
import type { Expected } from '../graphs/expected';
import { checkRun } from './check-run';
import type { Timed } from './contestant';

/** A job, and what a run of it must come to. */
export interface JobOfBench {
  readonly job: JobDefinition;
  /** Ops per run. */
  readonly units: number;
  readonly expected: Expected;
  /** Where it is stored; without one in memory. */
  readonly instance?: Instance;
}

/** The product as users get it: `executeInProcess` with its full list of events. Like in the others, all that is ready runs. */
export function hookline({ job, units, expected, instance }: JobOfBench): Timed {
  const options = { maxConcurrent: 2 * units, raiseOnError: false, ...(instance && { instance }) } as const;
  return {
    kind: 'timed',
    units,
    run: () => executeInProcess(job, options),
    check: ({ result, runs }) => checkRun({ last: lastItem(result as Result), runs }, expected),
  };
}

/** What the last step of a run returned. */
function lastItem(result: Result): unknown {
  const [key, step] = Object.entries(result.steps).at(-1) ?? ['', undefined];
  return step?.status === 'success' ? result.outputFor(key) : undefined;
}
